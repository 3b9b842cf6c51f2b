"""What instructors take with them: how to embed, QR codes, oEmbed."""
