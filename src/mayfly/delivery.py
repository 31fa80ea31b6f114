"""Put a message into mailboxes: trace header, sealing, store. Keeps the promise of ``smtp.promise.Delivery``."""
