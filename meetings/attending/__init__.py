"""Who comes and who came: replies before the meeting, the roll, the quorum, the year."""
