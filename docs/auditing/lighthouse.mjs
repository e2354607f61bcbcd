// Run Lighthouse, as on a phone, on the addresses that stand on the lines of the input, each after
// the categories to look at; write a line of JSON for each.

import { createInterface } from "node:readline";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

// Where nobody listens any more, the end of the input comes too: then the browser is ended.
process.stdout.on("error", () => {});

const chrome = await launch({
  // Without its sandbox, which root in a container does not get; the pages are our own.
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"],
});
// It takes care of Ctrl-C itself.
for (const signal of ["SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    chrome.kill();
    process.exit(1);
  });
}
try {
  for await (const line of createInterface({ input: process.stdin })) {
    const [categories, address] = line.split(" ");
    const run = await lighthouse(address, {
      port: chrome.port,
      logLevel: "error",
      onlyCategories: categories.split(","),
    });
    const { audits, categories: found, runtimeError } = run.lhr;
    const all = Object.values(found);
    const missed = all
      .flatMap((category) => category.auditRefs)
      .filter(({ id, weight }) => weight && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => `${id} ${audits[id].displayValue ?? ""}`.trim());
    console.log(
      JSON.stringify({
        error: runtimeError?.message ?? null,
        scores: Object.fromEntries(all.map(({ id, score }) => [id, Math.round(100 * score)])),
        paint: audits["largest-contentful-paint"].numericValue,
        missed,
      }),
    );
  }
} finally {
  await chrome.kill();
}
