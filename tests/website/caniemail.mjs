// Asks of each mail whether every mail reader shows it: `node caniemail.mjs PACKAGE MAIL.html…`, JSON comes out.
// A reader of which the data does not say enough is named, and not asked.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [home, ...mails] = process.argv.slice(2);
const { caniemail } = await import(pathToFileURL(`${home}/dist/index.js`));
const { clientNames } = await import(pathToFileURL(`${home}/dist/clients.js`));

const issues = [];
const silent = new Set();
for (const mail of mails) {
  const html = readFileSync(mail, "utf8");
  for (const reader of clientNames) {
    let told;
    try {
      told = caniemail({ clients: [reader], html }).issues;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      silent.add(reader);
      continue;
    }
    for (const [support, found] of [["none", told.errors], ["partial", told.warnings]])
      for (const list of found.values())
        for (const issue of list)
          issues.push({ mail, reader, support, feature: issue.title, line: issue.position?.start.line ?? 0 });
  }
}
console.log(JSON.stringify({ issues, silent: [...silent].sort(), readers: clientNames.length }));
