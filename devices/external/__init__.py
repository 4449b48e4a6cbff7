"""Files in which others count use – carriers by phone number or SIM serial, systems that manage machines by
serial or IMEI – looked at first, then taken in; taken in twice, they change nothing."""
