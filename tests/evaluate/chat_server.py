"""Serve local checkpoints through the OpenAI protocol with the standard library: `chat_server.py PORT`.

The model's name in a request is its folder. It stands in for `transformers serve`, whose packages are not among ours;
the model, its tokenizer and its chat template are as real here as there.
"""

import functools
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import torch
from transformers import AutoModelForImageTextToText, AutoTokenizer

GENERATING = threading.Lock()


@functools.cache
def loaded(folder):
    return AutoTokenizer.from_pretrained(folder), AutoModelForImageTextToText.from_pretrained(folder).eval()


def reply(folder, messages, max_tokens):
    with GENERATING, torch.inference_mode():
        tokenizer, model = loaded(folder)
        prompt = tokenizer.apply_chat_template(
            messages, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        written = model.generate(**prompt, max_new_tokens=max_tokens, do_sample=False)
        return tokenizer.decode(written[0, prompt["input_ids"].shape[1] :]).partition(tokenizer.eos_token)[0]


class Chat(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            said = {"role": "assistant", "content": reply(asked["model"], asked["messages"], asked["max_tokens"])}
            status, answer = 200, {"choices": [{"index": 0, "message": said}]}
        except (OSError, ValueError) as error:
            status, answer = 404, {"error": {"message": f"no model {asked['model']}: {error}"}}
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        return


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Chat).serve_forever()
