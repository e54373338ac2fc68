// Browsers refuse workers to pages opened from a folder. There, search runs in a hidden frame that behaves like one.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.srcdoc = `<script>window.postMessage = (data) => window.answer(data);</script><script src="${address}"></script>`;
      this.frame.addEventListener("load", () => this.begin());
      document.body.append(this.frame);
    }

    begin() {
      this.frame.contentWindow.answer = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      const waiting = this.waiting;
      this.waiting = null;
      waiting.forEach((data) => this.postMessage(data));
    }

    postMessage(data) {
      if (this.waiting) {
        this.waiting.push(data);
      } else {
        this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
      }
    }
  };
}
