/* node index.cjs MINISEARCH.js DOCUMENTS.json INDEX.json */
"use strict";

const fs = require("node:fs");
require("./options.js");

const [library, documents, target] = process.argv.slice(2);
const MiniSearch = require(library);
const index = new MiniSearch(globalThis.OPTIONS);
index.addAll(JSON.parse(fs.readFileSync(documents, "utf8")));
fs.writeFileSync(target, JSON.stringify(index));
