"""A chat endpoint over a real socket, behind which an answerer looks at the pictures it is sent."""

import base64
import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from goldsmith.models.chat import Chat


def asked_of(body):
    """The question, pictures and options of a request."""
    content = body["messages"][-1]["content"]
    parts = content if isinstance(content, list) else [{"type": "text", "text": content}]
    urls = [part["image_url"]["url"] for part in parts if part["type"] == "image_url"]
    pictures = [(base64.b64decode(url.partition(",")[2]), url[5:].partition(";")[0]) for url in urls]
    text = parts[-1]["text"]
    question = text.partition("BEGIN QUESTION\n")[2].partition("\nEND QUESTION")[0]
    options = re.findall(r"(?m)^([A-Z])\) (.*)$", text.partition("BEGIN OPTIONS\n")[2].partition("\nEND OPTIONS")[0])
    return question, pictures, dict(options)


@contextmanager
def served(answerer, status=200):
    """A chat model that answers as the answerer does, by letter where there are options; and what it was sent."""
    seen = []

    class Server(BaseHTTPRequestHandler):
        wbufsize = -1  # the reply goes out in one piece

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append(body)
            question, pictures, options = asked_of(body)
            said = answerer.answer(question, pictures, list(options.values()), body["seed"])
            letters = [letter for letter, option in options.items() if option == said]
            reply = {"choices": [{"message": {"content": letters[0] if letters else said}}]}
            data = json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            return

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64  # more are turned away, to come again a second later

    server = Quiet(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield Chat(url=f"http://127.0.0.1:{server.server_port}/v1", model="m", timeout_seconds=5, retries=0), seen
    finally:
        server.shutdown()
        server.server_close()
