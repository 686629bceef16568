/* The index as the engine sees it: which file holds what, decoded once and kept. */
(function () {
  "use strict";
  const compendium = (globalThis.compendium = globalThis.compendium || {});
  const { bytes, gaps, frontCoded } = compendium.codec;

  const KEPT = 12; // lists of positions; a frequent word's has a few hundred thousand

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
   * @param {Float64Array} places ascending
   * @param {number} offset
   * @returns {(start: number) => boolean} whether start + offset is among them; asked in
   *   ascending order
   */
  function alsoIn(places, offset) {
    let at = 0;
    return (start) => {
      while (places[at] < start + offset) at += 1;
      return places[at] === start + offset;
    };
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
      this.places = new Map();
      this.known = null;
      this.coming = null;
    }

    /** Whether it can be filtered, counted and put into any order. */
    get complete() {
      return this.facets.every(({ bits }) => bits);
    }

    /** What `complete` asks for, loaded once; words are found without it. @returns {Promise<void>} */
    sets() {
      if (!this.coming) {
        this.coming = this.load("facets").then((data) => compendium.complete(this, data));
        this.coming.catch(() => {
          this.coming = null;
        });
      }
      return this.coming;
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

    /** The file that would have `word`. @param {string} word */
    shardOf(word) {
      return this.shard(shardOf(this.table.shards, word));
    }

    /**
     * @param {string} word
     * @returns {Promise<?Entry>} its postings; null when no text has it
     */
    async entry(word) {
      if (!this.entries.has(word)) {
        if (!this.table.shards.length) return null;
        const shard = await this.shardOf(word);
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
      const first = shardOf(starts, beginning);
      let last = first;
      while (last + 1 < starts.length && starts[last + 1].startsWith(beginning)) last += 1;
      const numbers = Array.from({ length: last - first + 1 }, (_, n) => first + n);
      const shards = await Promise.all(numbers.map((number) => this.shard(number)));
      const longer = (word) => word.length > beginning.length && word.startsWith(beginning);
      return shards.flatMap(({ words }) => words.filter(longer));
    }

    /** @returns {Promise<Dictionary>} every word there is */
    dictionary() {
      if (!this.known) {
        this.known = this.load("dictionary").then(compendium.openDictionary);
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
      const order = [...places.keys()].sort((a, b) => places[a].length - places[b].length);
      let starts = places[order[0]].map((place) => place - order[0]);
      for (const n of order.slice(1)) starts = starts.filter(alsoIn(places[n], n));
      return [...new Set(starts.map((start) => Math.floor(start / this.table.stride)))];
    }

    /** @returns {Promise<Float64Array>} stride × document + place in it, ascending */
    positions(word) {
      const known = this.places.get(word) ?? this.decoded(word);
      this.places.delete(word);
      this.places.set(word, known); // the last in the row, which leaves it last
      known.catch(() => this.places.delete(word));
      if (this.places.size > KEPT) this.places.delete(this.places.keys().next().value);
      return known;
    }

    async decoded(word) {
      const number = shardOf(this.table.shards, word);
      const [{ places }, encoded] = await Promise.all([
        this.shard(number),
        this.load(`places-${number}`),
      ]);
      await compendium.breathe();
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
