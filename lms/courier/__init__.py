"""What waits on a tablet without signal comes to school by whoever goes there: sealed, signed, and answered.

A browser seals a pupil's events for the school (lms/js/envelope.js) and signs them with its own key of that
pupil (`credentials`). Anybody may carry and deliver such a bundle, by whatever way; nobody on the way can
read or change it (`bundles`). What became of it goes back as a receipt that only that browser opens
(`receipts`). `taking` puts the three together; the address is students/views/courier.py.
"""
