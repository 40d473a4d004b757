"""The pack on the desk: building it, looking at it, publishing it, taking it back."""
