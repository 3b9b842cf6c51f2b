"""What `python -m app lti` takes; it imports nothing, since every command says it."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True)
    invite = actions.add_parser("invite", help="print an address by which one course system registers itself")
    invite.add_argument("--address", default="", help="this course's address, if not the first allowed origin")
    actions.add_parser("list", help="list the course systems that are registered")
    add = actions.add_parser("add", help="register one by hand; one with the same issuer and client is replaced")
    for name, about in (
        ("issuer", "who it is: the platform id, or iss"),
        ("client", "who we are to it: the client id"),
        ("login", "its address for authentication requests"),
        ("token", "its address for access tokens"),
        ("keys", "its address for public keys, the JWKS"),
    ):
        add.add_argument(f"--{name}", required=True, help=about)
    add.add_argument("--deployment", action="append", default=[], help="a deployment id; without one, the first counts")
    add.add_argument("--audience", help="whom requests for tokens are made out to, where that is not --token")
    add.add_argument("--name", default="", help="what it is called on pages")
    deployment = actions.add_parser("deployment", help="let one more deployment of a course system launch")
    deployment.add_argument("platform", help="the first signs of its id, as list prints them")
    deployment.add_argument("deployment", help="the deployment id")
    remove = actions.add_parser("remove", help="let a course system launch no more; what learners did stays")
    remove.add_argument("platform", help="the first signs of its id, as list prints them")
