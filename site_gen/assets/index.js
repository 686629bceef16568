/* The index as the engine sees it: which file holds what, decoded once and kept. */
(function () {
  "use strict";
  const compendium = (globalThis.compendium = globalThis.compendium || {});
  const { bytes, gaps, frontCoded } = compendium.codec;

  /** The last place in sorted `starts` whose text is not greater than `word`. */
  function shardOf(starts, word) {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= word) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * @typedef {{documents: ArrayLike<number>, impacts: Uint8Array, relatives: string[]}} Entry
   */
  class Index {
    /**
     * @param {object} table the content of table.js
     * @param {(name: string) => Promise<any>} load
     */
    constructor(table, load) {
      Object.assign(this, compendium.prepare(table));
      this.table = table;
      this.load = load;
      this.letters = table.fold;
      this.stops = new Set(table.stops);
      this.practices = table.size;
      this.documents = table.size + table.guides;
      this.shards = new Map();
      this.entries = new Map();
      this.known = null;
    }

    /** @returns {Promise<{words: string[], data: object, places: Map<string, number>}>} */
    shard(number) {
      if (!this.shards.has(number)) {
        const made = this.load(`terms-${number}`).then((data) => {
          const words = frontCoded(data.words);
          return { words, data, places: new Map(words.map((word, place) => [word, place])) };
        });
        this.shards.set(number, made);
        made.catch(() => this.shards.delete(number));
      }
      return this.shards.get(number);
    }

    /**
     * @param {string} word
     * @returns {Promise<?Entry>} its postings; null when no text has it
     */
    async entry(word) {
      if (!this.entries.has(word)) {
        if (!this.table.shards.length) return null;
        const shard = await this.shard(shardOf(this.table.shards, word));
        const place = shard.places.get(word);
        if (place === undefined) return null;
        const content = bytes(shard.data.postings[place]);
        const { numbers, end } = gaps(content, shard.data.frequencies[place]);
        this.entries.set(word, {
          documents: numbers,
          impacts: content.subarray(end),
          relatives: shard.data.relatives[place] ? shard.data.relatives[place].split(" ") : [],
        });
      }
      return this.entries.get(word);
    }

    /**
     * @param {string} beginning
     * @returns {Promise<string[]>} all longer words that begin so, sorted
     */
    async startingWith(beginning) {
      const starts = this.table.shards;
      if (!starts.length) return [];
      const found = [];
      for (let n = shardOf(starts, beginning); n < starts.length; n += 1) {
        if (n > 0 && starts[n] > beginning && !starts[n].startsWith(beginning)) break;
        const { words } = await this.shard(n);
        found.push(...words.filter((w) => w.length > beginning.length && w.startsWith(beginning)));
      }
      return found;
    }

    /** @returns {Promise<{words: string[], frequencies: number[]}>} every word there is */
    dictionary() {
      if (!this.known) {
        this.known = this.load("dictionary").then(({ words, frequencies }) => ({
          words: frontCoded(words),
          frequencies,
        }));
        this.known.catch(() => {
          this.known = null;
        });
      }
      return this.known;
    }

    /**
     * @param {string[]} phrase words that each occur somewhere
     * @returns {Promise<number[]>} the documents that have them in this order, next to each other
     */
    async withPhrase(phrase) {
      const places = await Promise.all(phrase.map((word) => this.positions(word)));
      const after = places.slice(1).map((list) => new Set(list));
      const found = new Set();
      for (const first of places[0]) {
        if (after.every((set, n) => set.has(first + n + 1))) {
          found.add(Math.floor(first / this.table.stride));
        }
      }
      return [...found];
    }

    /** @returns {Promise<number[]>} stride × document + place in it, ascending */
    async positions(word) {
      const number = shardOf(this.table.shards, word);
      const [{ places }, encoded] = await Promise.all([
        this.shard(number),
        this.load(`places-${number}`),
      ]);
      return gaps(bytes(encoded[places.get(word)]), -1).numbers;
    }

    /**
     * @param {number} number of a document
     * @returns {Promise<object>} its card
     */
    async card(number) {
      const { chunk } = this.table;
      return (await this.load(`cards-${Math.floor(number / chunk)}`))[number % chunk];
    }

    /**
     * @param {number} number of a document
     * @returns {Promise<string>} its text, for a passage to show
     */
    async text(number) {
      const { chunk } = this.table;
      return (await this.load(`texts-${Math.floor(number / chunk)}`))[number % chunk];
    }
  }

  /**
   * @param {string} folder of the index
   * @returns {Promise<Index>}
   */
  async function openIndex(folder) {
    const load = (name) => compendium.load(folder, name);
    return new Index(await load("table"), load);
  }

  Object.assign(compendium, { openIndex, Index });
})();
