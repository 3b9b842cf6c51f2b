"""A course system for the tests, built of `lti1p3platform`: launches, deep links, tokens, line items and scores.

It stands on a port of this machine and can be taken off it for a while. What it takes, it checks with its library.
"""

import http.server
import json
import secrets
import socket
import threading
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lti1p3platform.exceptions import LineItemNotFoundException, LtiServiceException
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import AssignmentsGradesService

from tests.patience import PATIENCE
from tests.ports import free_port

LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
TEACHER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"


def new_key():
    """A private and a public key, PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


class Config(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, **given):
        self._registration = given["registration"]

    def get_registration_by_params(self, **_given):
        return self._registration


class Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, **given):
        self._lti_message_hint = given["hint"]

    def get_redirect(self, url):
        return url


class Launch(LTIAdvantageMessageLaunchAbstract):
    def render_launch_form(self, launch_data, **_given):
        return launch_data


class Asked(Request):
    def build_metadata(self, request):
        return request


class Grades(AssignmentsGradesService):
    """Line items and scores, in the lists of the platform; every score counts by its time, as the standard says."""

    def __init__(self, platform, request):
        super().__init__(request, platform.config, f"{platform.url}/items")
        self.platform = platform

    def find_lineitems(self, **_given):
        return {"content": list(self.platform.items.values()), "has_next": False, "next": None}

    def find_lineitem(self, line_item_id):
        return self.platform.items[line_item_id]

    def create_lineitem(self, creation_data):
        name = f"item-{len(self.platform.items) + 1}"
        self.platform.items[name] = {**creation_data, "id": f"{self.platform.url}/items/{name}"}
        return self.platform.items[name]

    def update_lineitem(self, update_data):
        raise NotImplementedError

    def delete_lineitem(self, line_item_id):
        raise NotImplementedError

    def get_results(self, line_item_id, **_given):
        raise NotImplementedError

    def update_score(self, line_item_id, score):
        if line_item_id not in self.platform.items:
            raise LineItemNotFoundException
        self.platform.arrived.append((line_item_id, score))
        last = self.platform.scores.get((line_item_id, score["userId"]))
        if last is not None and score["timestamp"] <= last["timestamp"]:
            return UpdateScoreStatus.OLD_TIMESTAMP
        self.platform.scores[line_item_id, score["userId"]] = score
        return UpdateScoreStatus.SUCCESS


class Platform:
    """The course system.

    Parameters
    ----------
    tool
        The address of the course under test.
    issuer, client, deployment
        What it calls itself and us; the issuer is its address if none is named.
    """

    def __init__(self, tool, client="client-1", deployment="deployment-1", port=None):
        self.tool = tool
        self.port = port or free_port()
        self.url = self.issuer = f"http://localhost:{self.port}"
        self.private, self.public = new_key()
        made = Registration().set_iss(self.issuer).set_client_id(client).set_deployment_id(deployment)
        made.set_launch_url(f"{tool}/lti/launch").set_deeplink_launch_url(f"{tool}/lti/launch")
        made.set_oidc_login_url(f"{tool}/lti/login").set_tool_key_set_url(f"{tool}/lti/keys")
        made.set_platform_private_key(self.private).set_platform_public_key(self.public)
        self.registration = made
        self.config = Config(registration=made)
        self.items, self.scores, self.arrived = {}, {}, []
        self.tokens, self.key_sets, self.registered, self.chosen = 0, 0, [], []
        self.status = None  # answers scores with it, if set
        self.swallow = 0  # so many scores are taken, and their confirmation is lost
        self.takes = threading.Event()  # scores are taken once it is set
        self.takes.set()
        self.links = {}  # what a launch by a hint says
        self.server = None
        self.start()

    def start(self):
        platform = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_given):
                pass

            def do_GET(self):
                platform.answer(self)

            do_POST = do_GET  # noqa: N815 -- the names of http.server

        class Server(http.server.ThreadingHTTPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        """Leave the port: who comes now is refused."""
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def link(self, user="user-1", resource="link-1", roles=(LEARNER,), target="", item=None, **more):
        """Return the address at which a launch of a link begins, as the course system shows it to a user."""
        hint = secrets.token_hex(4)
        about = {"user": user, "resource": resource, "roles": list(roles), "target": target, "item": item, **more}
        self.links[hint] = SimpleNamespace(
            **{"choose": False, "custom": {}, "document": "window", "marks": True, **about}
        )
        login = Login(None, self.config)
        login.set_launch_url(target or f"{self.tool}/lti/launch")
        login.set_lti_message_hint(hint=hint)
        return login.initiate_login(user)

    def column(self, most=7):
        """Make a line item, and return its name."""
        return Grades(self, Asked({"headers": {}})).create_lineitem({"label": "a lesson", "scoreMaximum": most})["id"]

    def signed(self, query, change=None, key=None, expires=300):
        """Return the form of a launch, as signed by the library; `change` may alter the claims before that."""
        link = self.links[query["lti_message_hint"]]
        launch = Launch(Asked({"get_data": query, "form_data": {}}), self.config)
        launch.set_user_data(link.user, link.roles, full_name="Ada Lovelace", email_address="ada@example.org")
        launch.set_resource_link_claim(link.resource)
        launch.set_launch_context_claim("course-1", ["CourseSection"])
        launch.set_launch_presentation_claim(link.document, f"{self.url}/back")
        launch.set_custom_parameters_claim(link.custom)
        launch.set_launch_url(link.target or f"{self.tool}/lti/launch")
        launch.set_id_token_expiration(expires)
        if link.marks and not link.choose:
            launch.set_ags(f"{self.url}/items", link.item)
        if link.choose:
            launch.set_dl(f"{self.url}/deep", "Choose", "something", {"ltiResourceLink"}, {"opaque": "yes"})
        form = {}
        sign = self.registration.platform_encode_and_sign
        if change is not None or key is not None:
            own = self.registration

            def altered(payload, expiration=None):
                payload = dict(payload)
                if change is not None:
                    change(payload)
                return own.encode_and_sign(payload, key or self.private, {"kid": own.get_kid()}, expiration=expiration)

            own.platform_encode_and_sign = altered
        try:
            form = launch.lti_launch()
        finally:
            self.registration.platform_encode_and_sign = sign
        return {"state": form["state"], "id_token": form["id_token"]}, form["launch_url"]

    def answer(self, handler):
        """Answer one request."""
        parts = urlsplit(handler.path)
        query = dict(parse_qsl(parts.query))
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        name = parts.path.strip("/")
        if name == "auth":
            form, address = self.signed(query)
            fields = "".join(f'<input type="hidden" name="{key}" value="{value}">' for key, value in form.items())
            page = (
                f'<!doctype html><form id=f method=post action="{address}">{fields}</form><script>f.submit()</script>'
            )
            self.send(handler, 200, page, "text/html")
        elif name == "keys":
            self.key_sets += 1
            self.send(handler, 200, self.config.get_jwks())
        elif name == "token":
            self.tokens += 1
            self.send(handler, 200, self.config.get_access_token(dict(parse_qsl(body.decode()))))
        elif name == "deep":
            self.chosen = self.config.validate_deeplinking_resp(dict(parse_qsl(body.decode())))
            self.send(handler, 200, "<!doctype html><p id=done>It is in the course.</p>", "text/html")
        elif name == ".well-known/openid-configuration":
            self.send(handler, 200, self.about())
        elif name == "register":
            told = json.loads(body)
            self.registered.append((handler.headers.get("Authorization"), told))
            more = {**told[TOOL], "deployment_id": self.registration.get_deployment_id()}
            self.send(handler, 200, {**told, "client_id": self.registration.get_client_id(), TOOL: more})
        elif name.startswith("items"):
            self.grades(handler, name.split("/")[1:], body)
        elif name == "frame":  # a page of a course with the link in a frame
            frame = f'<iframe title="tool" width="700" height="500" src="{query["src"]}"></iframe>'
            page = f"<!doctype html><h1>A course</h1>{frame}"
            self.send(handler, 200, page, "text/html")
        else:
            self.send(handler, 404, {})

    def about(self):
        """Return what it says of itself at a dynamic registration."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "registration_endpoint": f"{self.url}/register",
            "https://purl.imsglobal.org/spec/lti-platform-configuration": {
                "product_family_code": "test",
                "version": "1",
            },
        }

    def grades(self, handler, rest, body):
        asked = Asked(
            {
                "method": handler.command,
                "headers": handler.headers,
                "get_data": {},
                "form_data": {},
                "json": json.loads(body) if body else None,
            }
        )
        service = Grades(self, asked)
        try:
            if rest[1:] == ["scores"]:
                if self.status is not None:
                    self.send(handler, self.status, {"error": "not now"})
                    return
                self.takes.wait(PATIENCE)
                answer = service.handle_update_score(rest[0])
                if self.swallow:
                    self.swallow -= 1
                    handler.close_connection = True
                    handler.connection.shutdown(socket.SHUT_RDWR)
                    return
            elif handler.command == "POST":
                answer = service.handle_create_lineitem()
            else:
                answer = service.handle_get_lineitems()
                answer.result = answer.result["content"]
        except LtiServiceException as error:
            self.send(handler, error.status_code, {"error": error.message})
            return
        self.send(handler, answer.code, answer.result)

    def send(self, handler, status, content, media="application/json"):
        text = content if isinstance(content, str) else json.dumps(content)
        data = text.encode()
        handler.send_response(status)
        handler.send_header("Content-Type", media)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)
