"""How a request is read and an answer sent, whatever page it is about: cookies, policy, addresses, compression."""
