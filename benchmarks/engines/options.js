/* MiniSearch as its documentation advises: typing errors forgiven, the last word completed. */
"use strict";

globalThis.FACETS = ["principle", "country", "level", "type", "area", "group"];
globalThis.OPTIONS = {
  fields: ["title", "place", "summary", "body"],
  storeFields: ["title", "summary", ...globalThis.FACETS],
  searchOptions: {
    boost: { title: 4, place: 3, summary: 2 },
    combineWith: "AND",
    fuzzy: 0.2,
    prefix: (_term, place, terms) => place === terms.length - 1,
  },
};
