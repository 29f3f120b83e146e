// Opens a book with the parser of Thorium Reader (npm r2-shared-js), to compare with. No part of the product needs it.
// node thorium_parse.js BOOK prints one line of JSON: how long the parser took, once it was loaded, the title, and how
// many items the reading order and the contents have.
'use strict';
const sharedParser = require('r2-shared-js/dist/es8-es2017/src/parser/publication-parser');
const sharedStart = require('r2-shared-js/dist/es8-es2017/src/init-globals');
const { TaJsonSerialize } = require('r2-lcp-js/dist/es8-es2017/src/serializable');

sharedStart.initGlobalConverters_GENERIC();
sharedStart.initGlobalConverters_SHARED();

const lines = (links = []) => links.reduce((count, link) => count + 1 + lines(link.children), 0);

const begun = process.hrtime.bigint();
sharedParser.PublicationParsePromise(process.argv[2]).then((parsed) => {
  const ms = Number(process.hrtime.bigint() - begun) / 1e6;
  const book = TaJsonSerialize(parsed);
  const told = { ms, title: book.metadata.title, sections: (book.readingOrder || []).length, contents: lines(book.toc) };
  process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
}, (error) => {
  process.stderr.write(`${(error && error.message) || error}\n`);
  process.exit(1);
});
