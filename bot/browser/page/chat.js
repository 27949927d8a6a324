// The chat page: sends what is typed or tapped, shows what the bot sends, edits and deletes. Keeps nothing but this tab's chat number.
"use strict";

const chat = document.getElementById("chat");
const text = document.getElementById("text");
const send = document.getElementById("send");
const picker = document.getElementById("languages");
let offline = "No connection. Please try again.";
let busy = Promise.resolve();

function chatNumber() {
  let number = Number(sessionStorage.getItem("chat"));
  if (!number) {
    number = 1 + Math.floor(Math.random() * 2 ** 50);
    sessionStorage.setItem("chat", String(number));
  }
  return number;
}

// Numbers stand in left-to-right isolates after a telephone sign or inside a sentence; short or Belgian ones become links to call.
function linkNumbers(bubble) {
  const walker = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    if (node.parentElement.closest("a")) continue;
    const pieces = node.data.split(/\u2066(\d[\d ]+)\u2069/);
    if (pieces.length < 2) continue;
    const around = document.createDocumentFragment();
    pieces.forEach((piece, place) => {
      if (place % 2 === 0) {
        around.append(piece);
      } else {
        const link = document.createElement("a");
        link.className = "call";
        link.href = "tel:" + piece.replaceAll(" ", "");
        link.dir = "ltr";
        link.textContent = piece;
        around.append(link);
      }
    });
    node.replaceWith(around);
  }
}

function fill(element, event) {
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  bubble.innerHTML = event.html; // Written by editors and escaped by the bot; what visitors type never comes back in it.
  linkNumbers(bubble);
  for (const link of bubble.querySelectorAll("a:not(.call)")) {
    link.target = "_blank";
    link.rel = "noreferrer noopener";
  }
  for (const quote of bubble.querySelectorAll("blockquote[expandable]")) {
    quote.classList.add("folded");
    quote.tabIndex = 0;
    const unfold = () => quote.classList.remove("folded");
    quote.addEventListener("click", unfold);
    quote.addEventListener("keydown", (press) => { if (press.key === "Enter") unfold(); });
  }
  const buttons = document.createElement("div");
  buttons.className = "buttons";
  for (const row of event.buttons) {
    const line = document.createElement("div");
    line.className = "row";
    for (const one of row) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = one.text;
      button.dir = "auto";
      button.dataset.press = one.data;
      if (one.style) button.className = one.style;
      button.addEventListener("click", () => act({ press: one.data, message: event.id }));
      line.append(button);
    }
    buttons.append(line);
  }
  element.replaceChildren(bubble, buttons);
}

function add(id, mine) {
  const element = document.createElement("div");
  element.className = mine ? "message you" : "message";
  if (id) element.id = "m" + id;
  chat.append(element);
  return element;
}

function show(event) {
  if (event.type === "delete") {
    for (const id of event.ids) document.getElementById("m" + id)?.remove();
    return null;
  }
  const there = document.getElementById("m" + event.id);
  const element = event.type === "edit" && there ? there : add(event.id, false);
  fill(element, event);
  return element;
}

function say(words) {
  const element = add(0, true);
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  bubble.textContent = words;
  element.append(bubble);
  return element;
}

function surround(answer) {
  const { words, languages, language, direction } = answer;
  offline = words["page-offline"];
  text.placeholder = words["page-write"];
  text.setAttribute("aria-label", words["page-write"]);
  send.setAttribute("aria-label", words["page-send"]);
  document.getElementById("preview").textContent = words["page-preview"];
  document.documentElement.dir = direction;
  document.documentElement.lang = language || "en";
  if (picker.options.length === 0) {
    picker.append(new Option("🌐", ""));
    for (const [code, name] of Object.entries(languages)) picker.append(new Option(name, code));
  }
  picker.value = language || "";
}

function act(body) {
  busy = busy.then(() => exchange(body));
  return busy;
}

async function exchange(body) {
  const mine = body.text && !body.silent ? say(body.text) : null;
  const dots = add(0, false);
  dots.classList.add("typing");
  dots.textContent = "…";
  chat.scrollTop = chat.scrollHeight;
  try {
    const response = await fetch("chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, chat: chatNumber(), language: navigator.language }),
    });
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    dots.remove();
    if (mine && answer.said) mine.id = "m" + answer.said;
    surround(answer);
    const shown = answer.events.map(show).filter(Boolean);
    const first = shown.find((element) => element.isConnected);
    if (first) {
      // A long answer is read from its top.
      const long = first.offsetHeight > chat.clientHeight * 0.8;
      first.scrollIntoView({ block: long ? "start" : "nearest" });
      if (!long) chat.scrollTop = chat.scrollHeight;
    }
  } catch {
    dots.remove();
    const element = add(0, false);
    const bubble = document.createElement("div");
    bubble.className = "bubble";
    bubble.textContent = offline + "\n☎ 101 · ☎ 112 · ☎ 116 000";
    element.append(bubble);
    chat.scrollTop = chat.scrollHeight;
  }
}

document.getElementById("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = "";
  text.style.height = "";
  act({ text: words });
});
text.addEventListener("keydown", (press) => {
  if (press.key === "Enter" && !press.shiftKey && !press.isComposing) {
    press.preventDefault();
    document.getElementById("write").requestSubmit();
  }
});
text.addEventListener("input", () => {
  text.style.height = "auto";
  text.style.height = text.scrollHeight + "px";
});
picker.addEventListener("change", () => {
  if (picker.value) act({ press: "l:" + picker.value });
});

// A reload starts a new chat: nothing is kept, so nothing can be shown again.
sessionStorage.removeItem("chat");
const link = new URLSearchParams(location.search).get("start");
act({ text: link ? "/start " + link : "/start", silent: true }).then(() => text.focus({ preventScroll: true }));
