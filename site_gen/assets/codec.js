/* Decodes what site_gen/search/codec.py encodes. */
(function () {
  "use strict";
  const compendium = (globalThis.compendium = globalThis.compendium || {});

  /**
   * @param {string} text base64 without padding
   * @returns {Uint8Array}
   */
  function bytes(text) {
    const binary = atob(text);
    const result = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i += 1) result[i] = binary.charCodeAt(i);
    return result;
  }

  /**
   * Numbers kept as the gaps between them (less one, the first from -1), each a LEB128 varint.
   * @param {Uint8Array} content
   * @param {number} count how many to read; all there are if negative
   * @returns {{numbers: Float64Array, end: number}} ascending numbers, and where they end in
   *   `content`
   */
  function gaps(content, count) {
    let size = count;
    if (count < 0) size = content.reduce((sum, byte) => sum + (byte < 128), 0);
    const numbers = new Float64Array(size); // positions outgrow 32 bits
    let previous = -1;
    let at = 0;
    for (let n = 0; n < size; n += 1) {
      let byte = content[at];
      let value = byte & 127;
      at += 1;
      for (let factor = 128; byte > 127; factor *= 128) {
        byte = content[at];
        value += (byte & 127) * factor;
        at += 1;
      }
      previous += value + 1;
      numbers[n] = previous;
    }
    return { numbers, end: at };
  }

  /**
   * @param {string} text base64 of a set: bit n is in byte n / 8, lowest bit first
   * @param {number} size one more than the largest number
   * @returns {Uint32Array} the same as 32-bit words
   */
  function bitSet(text, size) {
    const content = bytes(text);
    const result = new Uint32Array((size + 31) >> 5);
    for (let i = 0; i < content.length; i += 1) result[i >> 2] |= content[i] << ((i & 3) * 8);
    return result;
  }

  /**
   * @param {string} text base64 of two-byte numbers, lowest byte first
   * @returns {Uint16Array}
   */
  function shorts(text) {
    const content = bytes(text);
    const result = new Uint16Array(content.length >> 1);
    for (let i = 0; i < result.length; i += 1) result[i] = content[2 * i] | (content[2 * i + 1] << 8);
    return result;
  }

  /**
   * @param {string} text words, each as the length it shares with the one before and the rest
   * @returns {string[]}
   */
  function frontCoded(text) {
    if (!text) return [];
    let previous = "";
    return text.split(" ").map((coded) => {
      previous = previous.slice(0, parseInt(coded[0], 36)) + coded.slice(1);
      return previous;
    });
  }

  Object.assign(compendium, { codec: { bytes, gaps, bitSet, shorts, frontCoded } });
})();
