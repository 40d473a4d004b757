"""What comes of meetings: registers, actions, the forward plan; public and on the desk."""
