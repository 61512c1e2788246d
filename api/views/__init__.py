"""What workers compute for the routes: functions of a snapshot that return plain values or write bytes."""
