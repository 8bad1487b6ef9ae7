// Which words went and which came between two wordings: step by step what notifier/core tells (tokens, chain, wording,
// readability, redline), so that a comparison here reads as the pages of the archive do. A test holds both side by side.
const BLANK = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACE = "[ \\u00a0\\u202f]";
const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";
const SIGN = "[\\p{L}\\p{N}]";
const INSIDE = "[\\p{L}\\p{N}_\\u0300-\\u036f\\u00ad\\u200b-\\u200d\\u2060\\ufeff]*";
const AFTER = "(?![\\p{L}\\p{N}_])";
const MONTH =
  "(?:jan(?:uary|vier)|feb(?:ruary)|février|mar(?:ch|s)|apr(?:il)|avril|ma[iy]|june?|juin|july|juillet" +
  "|august|août|septemb(?:er|re)|octob(?:er|re)|novemb(?:er|re)|decemb(?:er)|décembre)";
const TOKEN = new RegExp(
  `(?:${[
    `(?:(?![jfmasond])|(?!${MONTH}))${LETTER}${SIGN}*(?=[${BLANK},;)]|\\.[${BLANK}])`,
    `\\]\\((?:<[^<>\\n]{0,2000}>|[^${BLANK}()]{0,2000})(?:${SPACE}"[^"\\n]{0,300}")?\\)`,
    `(?:https?://|www\\.)[^${BLANK}<>()\\[\\]"«»]{1,2000}(?<![.,;:!?])`,
    "[\\p{L}\\p{N}_.+\\-]{1,64}(?<![.])@[\\p{L}\\p{N}_\\-]{1,64}(?:\\.[\\p{L}\\p{N}_\\-]{1,64}){1,8}",
    `\\p{Nd}{1,2}(?:er|st|nd|rd|th)?${SPACE}${MONTH}(?:,?${SPACE}\\p{Nd}{4})?${AFTER}`,
    `${MONTH}${SPACE}\\p{Nd}{1,2}(?:st|nd|rd|th)?(?:,${SPACE}\\p{Nd}{4})?${AFTER}`,
    // What stands in a look-ahead is not given back: a number is grouped as far as it goes, or is none.
    `[$€£¥]?${SPACE}?\\p{Nd}{1,3}(?=((?:${SPACE}\\p{Nd}{3})+))\\1(?:[.,]\\p{Nd}+)?(?!\\p{Nd})(?:${SPACE}?[%€$£])?`,
    `[$€£¥]?\\p{Nd}+(?:[.,:/\\u2011\\-]\\p{Nd}+)*(?:(?:er|re|e|st|nd|rd|th|[a-zA-Z])${AFTER})?(?:${SPACE}?[%€£])?`,
    "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’\\u02bc](?=[\\p{L}\\p{N}_])",
    `${SIGN}${INSIDE}(?:['’\\u02bc\\u2010\\u2011\\-]${SIGN}${INSIDE})*`,
    "#+|\\*+|_+|`+",
    `[^${BLANK}]`,
    `(?=[${BLANK}])`,
  ].join("|")})[${BLANK}]*`,
  "giu",
);
const LAST = new RegExp(`[${BLANK}]$`);
const BEGIN = new RegExp(`^[${BLANK}]+`);
const END = new RegExp(`[${BLANK}]+$`);
const ANY = new RegExp(SIGN, "u");
const QUOTES = { "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u2011": "-", "\u2010": "-" };
const ENDS = new Set(".!?…");
const MARKS = new Set(".!?…\"')]»”’*_");
const SHORTENED = new Set(
  ("e.g i.e etc inc ltd co corp no art al vs mr mrs ms dr st cf p pp m mme mlle ex sec para vol fig approx " +
    "dept").split(" "),
);
const STOPS = new Set(
  ("a an the of to in on at by for and or nor as is are be it its our your we you that this with from any may le la " +
    "les l' un une des de d' du à au aux et ou en y par pour sur dans que qu' qui ce se s' ne n' est sont vos votre " +
    "nos notre nous vous il elle leur leurs avec").split(" "),
);
const PAIRS = { "(": ")", "[": "]", "«": "»", "“": "”" };
const CLOSING = new Set(Object.values(PAIRS));
const [ALIKE, NEAR, ALL_WITH_ALL, CELLS, LONG_CELLS, LEVELS] = [0.5, 4, 400, 40_000, 30_000_000, 12];
const [ISLAND, KEPT_SHARE, FEW, FAR] = [12, 0.25, 2, 64];

const range = (from, to) => Array.from({ length: Math.max(to - from, 0) }, (_, at) => from + at);
const signs = (text) => [...text].length;

const begins = (one, two) => {
  let at = 0;
  while (at < one.length && at < two.length && one[at] === two[at]) at += 1;
  return at;
};

const closesWith = (one, two) => {
  let at = 0;
  while (at < one.length && at < two.length && one.at(-1 - at) === two.at(-1 - at)) at += 1;
  return at;
};

// ── Tokens and sentences

const known = new Map();
function key(token) {
  if (!known.has(token)) {
    const bare = token.replace(BEGIN, "").replace(END, "").normalize("NFC");
    const plain = bare.replace(/[’‘ʼ“”\u2011\u2010]/g, (mark) => QUOTES[mark]).replace(/[\u00a0\u202f\u2009]/g, " ");
    known.set(token, plain);
  }
  return known.get(token);
}

function short(keys, at) {
  if (keys[at] !== "." || !at) return false;
  return SHORTENED.has(keys[at - 1].toLowerCase()) || signs(keys[at - 1]) <= 1;
}

const ended = (keys, at) => (ENDS.has(keys[at]) ? !short(keys, at) : at > 0 && ENDS.has(keys[at - 1]));

function sentences(words, keys) {
  const starts = words.length ? [0] : [];
  for (let at = 0; at < words.length - 1; at += 1) {
    const line = words[at].includes("\n");
    if (line || (MARKS.has(keys[at]) && LAST.test(words[at]) && ended(keys, at))) starts.push(at + 1);
  }
  return [...starts, words.length];
}

function closes(words, place) {
  const word = words[place - 1];
  if (!MARKS.has(word[0]) && !word.includes("\n")) return false;
  if (word.includes("\n") || !(LAST.test(word) && MARKS.has(key(word)))) return word.includes("\n");
  return ended(words.slice(Math.max(0, place - 3), place).map(key), Math.min(3, place) - 1);
}

// The tokens of the whole sentences that two texts begin with, and end with.
function ends(old, now) {
  const all = Math.min(old.length, now.length);
  let head = begins(old, now);
  while (head > 0 && head < old.length && !closes(old, head)) head -= 1;
  const room = all - head;
  let tail = closesWith(old, now);
  tail = Math.min(room, (tail < all ? tail : room) - 1);
  while (tail > 0 && !closes(old, old.length - tail)) tail -= 1;
  return [head, Math.max(tail, 0)];
}

function read(old, now) {
  const numbers = new Map();
  const [one, two] = [old, now].map((side) => {
    const keys = side.map(key);
    for (const word of keys) if (!numbers.has(word)) numbers.set(word, numbers.size);
    return { words: keys.map((word) => numbers.get(word)), starts: sentences(side, keys) };
  });
  return { words: [...numbers.keys()], old: one.words, now: two.words, starts: one.starts, startsNow: two.starts };
}

// ── Chains of what stays in order

const rises = (places) => places.every((place, at) => !at || places[at - 1] < place);

export function heaviest(candidates, weigh) {
  const ordered = [...candidates].sort((one, two) => one[0] - two[0] || one[1] - two[1]);
  if (rises(ordered.map((pair) => pair[0])) && rises(ordered.map((pair) => pair[1]))) return ordered;
  ordered.sort((one, two) => one[0] - two[0] || two[1] - one[1]);
  const least = new Array(ordered.length + 1).fill(Infinity);
  for (let at = ordered.length - 1; at >= 0; at -= 1) least[at] = Math.min(ordered[at][1], least[at + 1]);
  const chain = [];
  let crossed = [];
  let most = -1;
  ordered.forEach((pair, at) => {
    if (most < pair[1] && pair[1] < least[at + 1]) {
      chain.push(...rising(crossed, weigh), pair);
      crossed = [];
    } else crossed.push(pair);
    most = Math.max(most, pair[1]);
  });
  return [...chain, ...rising(crossed, weigh)];
}

function rising(ordered, weigh) {
  const places = [...new Set(ordered.map((pair) => pair[1]))].sort((one, two) => one - two);
  const ranks = new Map(places.map((place, at) => [place, at + 1]));
  const weights = new Array(ranks.size + 1).fill(0);
  const last = new Array(ranks.size + 1).fill(-1);
  const best = (rank) => {
    let found = [0, -1];
    for (let at = rank; at; at &= at - 1) if (weights[at] > found[0]) found = [weights[at], last[at]];
    return found;
  };
  const runs = runsOf(ordered, ranks);
  const back = runs.map((run, at) => {
    const [before, end] = best(ranks.get(run[0][1]) - 1);
    const weight = before + run.map(weigh).reduce((sum, one) => sum + one, 0);
    for (let rank = ranks.get(run.at(-1)[1]); rank < weights.length; rank += rank & -rank)
      if (weights[rank] < weight) [weights[rank], last[rank]] = [weight, at];
    return end;
  });
  const chain = [];
  for (let at = best(ranks.size)[1]; at >= 0; at = back[at]) chain.unshift(...runs[at]);
  return chain;
}

function runsOf(ordered, ranks) {
  const olds = new Set(ordered.map((pair) => pair[0]));
  if (ranks.size < ordered.length || olds.size < ordered.length) return ordered.map((pair) => [pair]);
  const runs = [];
  let last = -1;
  for (const pair of ordered) {
    const rank = ranks.get(pair[1]);
    if (rank === last + 1) runs.at(-1).push(pair);
    else runs.push([pair]);
    last = rank;
  }
  return runs;
}

function common(before, after, weigh) {
  const pairs = [];
  const waiting = [[[0, before.length, 0, after.length], 0]];
  while (waiting.length) {
    const [whole, level] = waiting.pop();
    const gap = trimmed(before, after, whole, pairs);
    if (gap[0] === gap[1] || gap[2] === gap[3]) continue;
    const found = anchors(before, after, gap, weigh, level < LEVELS);
    if (found.length) {
      for (const inner of between(found, gap)) waiting.push([inner, level + 1]);
      pairs.push(...found);
    } else if (level < LEVELS) waiting.push([gap, LEVELS]);
  }
  return pairs.sort((one, two) => one[0] - two[0] || one[1] - two[1]);
}

function between(found, whole) {
  const gaps = [];
  let [old, now] = [whole[0], whole[2]];
  for (const [one, two] of [...found, [whole[1], whole[3]]]) {
    if (one > old || two > now) gaps.push([old, one, now, two]);
    [old, now] = [one + 1, two + 1];
  }
  return gaps;
}

function trimmed(before, after, [old, oldEnd, now, nowEnd], pairs) {
  for (; old < oldEnd && now < nowEnd && before[old] === after[now]; old += 1, now += 1) pairs.push([old, now]);
  while (old < oldEnd && now < nowEnd && before[oldEnd - 1] === after[nowEnd - 1]) {
    oldEnd -= 1;
    nowEnd -= 1;
    pairs.push([oldEnd, nowEnd]);
  }
  return [old, oldEnd, now, nowEnd];
}

function anchors(before, after, [old, oldEnd, now, nowEnd], weigh, unique) {
  const theirs = new Map();
  for (const place of range(now, nowEnd)) {
    const word = after[place];
    if (theirs.has(word)) theirs.get(word).push(place);
    else theirs.set(word, [place]);
  }
  const times = new Map();
  for (const place of range(old, oldEnd)) times.set(before[place], (times.get(before[place]) ?? 0) + 1);
  const seen = new Map();
  const candidates = [];
  for (const place of range(old, oldEnd)) {
    const word = before[place];
    const places = theirs.get(word);
    if (!places || (unique && (times.get(word) > 1 || places.length > 1))) continue;
    const count = seen.get(word) ?? 0;
    if (count < places.length) {
      candidates.push([place, places[count]]);
      seen.set(word, count + 1);
    }
  }
  return candidates.length ? heaviest(candidates, (pair) => weigh(pair[0])) : [];
}

// ── Words of paired sentences

function changed(texts) {
  const found = [];
  for (const [old, oldEnd, now, nowEnd] of blocks(texts))
    for (const [a, b, c, d] of words(texts.old.slice(old, oldEnd), texts.now.slice(now, nowEnd)))
      found.push([old + a, old + b, now + c, now + d]);
  return found;
}

function blocks(texts) {
  const { starts, startsNow } = texts;
  if (starts.length === 2 && startsNow.length === 2) return [[0, texts.old.length, 0, texts.now.length]];
  const numbers = new Map();
  const sizes = [];
  const [before, after] = [
    [texts.old, starts],
    [texts.now, startsNow],
  ].map(([side, at]) =>
    range(0, at.length - 1).map((place) => {
      const sentence = side.slice(at[place], at[place + 1]);
      const name = sentence.join();
      if (!numbers.has(name)) {
        numbers.set(name, numbers.size);
        sizes.push(sentence.length);
      }
      return numbers.get(name);
    }),
  );
  const kept = common(before, after, (place) => 1 + sizes[before[place]]);
  return between(kept, [0, before.length, 0, after.length])
    .flatMap((gap) => paired(texts, gap))
    .map(([old, oldEnd, now, nowEnd]) => [starts[old], starts[oldEnd], startsNow[now], startsNow[nowEnd]]);
}

function paired(texts, gap) {
  const [old, oldEnd, now, nowEnd] = gap;
  if (oldEnd - old <= 1 && nowEnd - now <= 1) return [gap];
  const found = [];
  let [at, then] = [old, now];
  const whole = (...rest) => (rest[0] < rest[1] || rest[2] < rest[3]) && found.push(rest);
  for (const [one, two] of heaviest(alike(texts, gap), (pair) => pair[2])) {
    whole(at, one, then, two);
    found.push([one, one + 1, two, two + 1]);
    [at, then] = [one + 1, two + 1];
  }
  whole(at, oldEnd, then, nowEnd);
  return found;
}

function alike(texts, [old, oldEnd, now, nowEnd]) {
  const few = (oldEnd - old) * (nowEnd - now) <= ALL_WITH_ALL;
  const found = [];
  for (const one of range(old, oldEnd)) {
    const first = texts.old.slice(texts.starts[one], texts.starts[one + 1]);
    const middle = now + Math.floor(((one - old) * (nowEnd - now)) / (oldEnd - old));
    const near = range(Math.max(now, middle - NEAR), Math.min(nowEnd, middle + NEAR + 1));
    for (const two of few ? range(now, nowEnd) : near) {
      const second = texts.now.slice(texts.startsNow[two], texts.startsNow[two + 1]);
      const size = first.length + second.length;
      const likeness = 1 - (size - 2 * shared(first, second, 1)[0].at(-1)) / size;
      if (likeness >= ALIKE) found.push([one, two, likeness * size]);
    }
  }
  return found;
}

// How much two runs share, for each pair of their beginnings: the last rows, or all of them.
function shared(one, two, rows = one.length + 1) {
  const table = [new Uint16Array(two.length + 1)];
  for (const word of one) {
    const above = table.at(-1);
    const here = new Uint16Array(two.length + 1);
    for (let at = 1; at <= two.length; at += 1)
      here[at] = word === two[at - 1] ? above[at - 1] + 1 : Math.max(above[at], here[at - 1]);
    table.push(here);
    if (table.length > rows) table.shift();
  }
  return table;
}

function words(old, now) {
  const start = begins(old, now);
  const end = closesWith(old.slice(start), now.slice(start));
  const [inner, other] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  let spans = inner.length || other.length ? [[0, inner.length, 0, other.length]] : [];
  if (inner.length && other.length) spans = inner.length * other.length <= CELLS ? few(inner, other) : many(inner, other);
  return spans.map((span) => span.map((place) => place + start));
}

function many(old, now) {
  const numbers = new Map();
  const [threes, others] = [old, now].map((side) =>
    range(0, side.length - 2).map((at) => {
      const name = side.slice(at, at + 3).join();
      if (!numbers.has(name)) numbers.set(name, numbers.size);
      return numbers.get(name);
    }),
  );
  const grown = [];
  let [at, then] = [-1, -1];
  for (const [one, two] of common(threes, others, () => 1))
    for (const step of [0, 1, 2])
      if (one + step > at && two + step > then && old[one + step] === now[two + step]) {
        [at, then] = [one + step, two + step];
        grown.push([at, then]);
      }
  return between(grown, [0, old.length, 0, now.length]).flatMap(([a, b, c, d]) =>
    rest(old.slice(a, b), now.slice(c, d)).map(([one, two, three, four]) => [a + one, a + two, c + three, c + four]),
  );
}

function rest(old, now) {
  const cells = old.length * now.length;
  if (!cells || cells > LONG_CELLS) return [[0, old.length, 0, now.length]];
  if (cells <= CELLS) return words(old, now);
  const start = begins(old, now);
  const end = closesWith(old.slice(start), now.slice(start));
  const [one, two] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  const table = shared(two, one);
  const kept = [];
  let [row, at] = [two.length, one.length];
  while (row && at) {
    if (table[row][at] === table[row][at - 1]) at -= 1;
    else {
      row -= 1;
      if (!row || table[row][at] === table[row][at - 1]) {
        at -= 1;
        kept.unshift([start + at, start + row]);
      }
    }
  }
  const head = range(0, start).map((place) => [place, place]);
  const tail = range(-end, 0).map((place) => [old.length + place, now.length + place]);
  return between([...head, ...kept, ...tail], [0, old.length, 0, now.length]);
}

// Words written as letters and compared by Myers' way from both ends (1986), with the short cuts and the tidying of
// diff-match-patch, which the archive uses.
function few(old, now) {
  const codes = new Map();
  const written = (side) => {
    for (const word of side) if (!codes.has(word)) codes.set(word, String.fromCharCode(0x100 + codes.size));
    return side.map((word) => codes.get(word)).join("");
  };
  const [one, two] = [written(old), written(now)];
  const spans = [];
  let [at, then] = [0, 0];
  for (const [op, { length }] of letters(one, two)) {
    const [a, c] = [at, then];
    at += op <= 0 ? length : 0;
    then += op >= 0 ? length : 0;
    if (!op) continue;
    const last = spans.at(-1);
    if (last && last[1] === a && last[3] === c) spans[spans.length - 1] = [last[0], at, last[2], then];
    else spans.push([a, at, c, then]);
  }
  return spans;
}

function letters(one, two) {
  if (one === two) return one ? [[0, one]] : [];
  const start = begins(one, two);
  const [head, left, right] = [one.slice(0, start), one.slice(start), two.slice(start)];
  const end = closesWith(left, right);
  const told = inner(left.slice(0, left.length - end), right.slice(0, right.length - end));
  if (head) told.unshift([0, head]);
  if (end) told.push([0, left.slice(left.length - end)]);
  return tidy(told);
}

function inner(one, two) {
  if (!one) return [[1, two]];
  if (!two) return [[-1, one]];
  const [long, brief, op] = one.length > two.length ? [one, two, -1] : [two, one, 1];
  const at = long.indexOf(brief);
  if (at >= 0) return [[op, long.slice(0, at)], [0, brief], [op, long.slice(at + brief.length)]];
  if (brief.length === 1) return [[-1, one], [1, two]];
  const middle = meeting(one, two);
  if (!middle) return [[-1, one], [1, two]];
  const [x, y] = middle;
  return [...letters(one.slice(0, x), two.slice(0, y)), ...letters(one.slice(x), two.slice(y))];
}

// Where the shortest ways from both ends meet.
function meeting(one, two) {
  const [n, m] = [one.length, two.length];
  const most = Math.floor((n + m + 1) / 2);
  const delta = n - m;
  const odd = delta % 2 !== 0;
  const sides = [1, -1].map((way) => {
    const reach = new Array(2 * most).fill(-1);
    reach[most + 1] = 0;
    return { way, reach, low: 0, high: 0 };
  });
  for (let d = 0; d < most; d += 1) {
    for (const side of sides) {
      const { way, reach } = side;
      const forth = way === 1;
      const same = (x, y) => (forth ? one[x] === two[y] : one[n - x - 1] === two[m - y - 1]);
      const other = sides[forth ? 1 : 0].reach;
      for (let k = -d + side.low; k <= d - side.high; k += 2) {
        const at = most + k;
        let x = k === -d || (k !== d && reach[at - 1] < reach[at + 1]) ? reach[at + 1] : reach[at - 1] + 1;
        let y = x - k;
        while (x < n && y < m && same(x, y)) {
          x += 1;
          y += 1;
        }
        reach[at] = x;
        if (x > n) side.high += 2;
        else if (y > m) side.low += 2;
        else if (forth === odd) {
          const facing = most + delta - k;
          const far = other[facing] ?? -1;
          if (far !== -1 && x >= n - far) return forth ? [x, y] : [far, most + far - facing];
        }
      }
    }
  }
  return null;
}

function tidy(told) {
  told.push([0, ""]);
  let at = 0;
  let [went, came, count] = ["", "", [0, 0]];
  while (at < told.length) {
    const [op, text] = told[at];
    if (op) {
      if (op > 0) came += text;
      else went += text;
      count[op > 0 ? 1 : 0] += 1;
      at += 1;
      continue;
    }
    const size = count[0] + count[1];
    if (size > 1) {
      if (count[0] && count[1]) [went, came, at] = factored(told, at, size, went, came);
      const ops = [[-1, went], [1, came]].filter((edit) => edit[1]);
      told.splice(at - size, size, ...ops);
      at += ops.length - size + 1;
    } else if (at && !told[at - 1][0]) {
      told[at - 1] = [0, told[at - 1][1] + text];
      told.splice(at, 1);
    } else at += 1;
    [went, came, count] = ["", "", [0, 0]];
  }
  if (!told.at(-1)[1]) told.pop();
  return slid(told) ? tidy(told) : told;
}

// Takes what both sides of a replacement begin and end with to what is kept around it.
function factored(told, at, size, went, came) {
  const start = begins(came, went);
  if (start) {
    const before = at - size - 1;
    const kept = came.slice(0, start);
    if (before >= 0 && !told[before][0]) told[before] = [0, told[before][1] + kept];
    else {
      told.unshift([0, kept]);
      at += 1;
    }
    [came, went] = [came.slice(start), went.slice(start)];
  }
  const end = closesWith(came, went);
  if (end) {
    told[at] = [0, came.slice(came.length - end) + told[at][1]];
    [came, went] = [came.slice(0, came.length - end), went.slice(0, went.length - end)];
  }
  return [went, came, at];
}

// Shifts an edit between two kept runs over one of them, where that makes one run of both.
function slid(told) {
  let moved = false;
  for (let at = 1; at < told.length - 1; at += 1) {
    if (told[at - 1][0] || told[at + 1][0]) continue;
    const [[, before], [op, text], [, after]] = told.slice(at - 1, at + 2);
    if (text.endsWith(before)) {
      if (before) {
        told[at] = [op, before + text.slice(0, text.length - before.length)];
        told[at + 1] = [told[at + 1][0], before + after];
      }
      told.splice(at - 1, 1);
      moved = true;
    } else if (text.startsWith(after)) {
      told[at - 1] = [0, before + after];
      told[at] = [op, text.slice(after.length) + after];
      told.splice(at + 1, 1);
      moved = true;
    }
  }
  return moved;
}

// ── What a person would have drawn

function smooth(texts, spans) {
  if (!spans.length) return [];
  const page = new Page(texts);
  const each = (list, turn) =>
    list.map((span, at) => turn(span, at ? list[at - 1][1] : 0, list[at + 1]?.[0] ?? texts.old.length));
  const joined = page.join(each(spans, (...place) => page.slide(...place)));
  const balanced = each(joined, (span, _, high) => page.balance(span, high));
  return each(balanced, (...place) => page.slide(...place));
}

const isWord = (word) => ANY.test(word);
const isWeighty = (word) => isWord(word) && !STOPS.has(word.toLowerCase());
const swap = (span) => span[1] - span[0] === 1 && span[3] - span[2] === 1;

class Page {
  constructor(texts) {
    this.texts = texts;
    this.starts = [new Set(texts.starts), new Set(texts.startsNow)];
    this.solid = this.counted(texts.old, isWord);
    this.solidNow = this.counted(texts.now, isWord);
    this.weighty = this.counted(texts.old, isWeighty);
    let count = 0;
    this.sentence = texts.old.map((_, at) => (count += at && this.starts[0].has(at) ? 1 : 0));
    this.sentence.push(-1);
  }

  counted(side, counts) {
    const told = this.texts.words.map(counts);
    let count = 0;
    return [0, ...side.map((word) => (count += told[word] ? 1 : 0))];
  }

  join(spans) {
    const done = [];
    for (const span of spans) {
      let joined = span;
      while (done.length && this.crumb(done.at(-1), joined)) {
        const last = done.pop();
        joined = [last[0], joined[1], last[2], joined[3]];
      }
      done.push(joined);
    }
    return this.rewritten(done);
  }

  crumb(one, two) {
    const [start, end] = [one[1], two[0]];
    if (start === end) return true;
    if (this.sentence[start] !== this.sentence[end - 1] || this.crosses(start, end)) return false;
    const kept = this.solid[end] - this.solid[start];
    if (!kept) return true;
    const [first, second] = [this.size(one), this.size(two)];
    if (this.weighty[end] === this.weighty[start]) return kept <= FEW && !(swap(one) && swap(two));
    return kept <= Math.min(first, second, ISLAND) && first + second > FEW;
  }

  crosses(start, end) {
    return end - start >= FAR || range(start + 1, end + 1).some((at) => this.starts[0].has(at));
  }

  size(span) {
    return Math.max(
      this.solid[span[1]] - this.solid[span[0]],
      this.solidNow[span[3]] - this.solidNow[span[2]],
    );
  }

  rewritten(spans) {
    const done = [];
    for (const span of spans) {
      const last = done.at(-1);
      if (last && this.sameSentence(last, span) && this.littleKept(last, span)) {
        done[done.length - 1] = [last[0], span[1], last[2], span[3]];
      } else done.push(span);
    }
    return done;
  }

  sameSentence(one, two) {
    return one[1] < this.texts.old.length && this.sentence[one[1]] === this.sentence.at(two[0] - 1);
  }

  littleKept(one, two) {
    const kept = this.solid[two[0]] - this.solid[one[1]];
    return kept < KEPT_SHARE * Math.min(this.size(one), this.size(two));
  }

  balance(span, limit) {
    const [old, oldEnd, now, nowEnd] = span;
    if (oldEnd >= limit || old === oldEnd || now === nowEnd) return span;
    const { words } = this.texts;
    const closing = words[this.texts.old[oldEnd]];
    if (!CLOSING.has(closing)) return span;
    const opening = Object.keys(PAIRS).find((mark) => PAIRS[mark] === closing);
    const count = (side, mark) => side.filter((word) => words[word] === mark).length;
    const opens = (side) => count(side, opening) - count(side, closing) === 1;
    const both = [this.texts.old.slice(old, oldEnd), this.texts.now.slice(now, nowEnd)];
    return both.every(opens) ? [old, oldEnd + 1, now, nowEnd + 1] : span;
  }

  slide(span, low, high) {
    const [old, oldEnd, now, nowEnd] = span;
    if (old !== oldEnd && now !== nowEnd) return span;
    const added = old === oldEnd;
    const [side, start, end] = added ? [this.texts.now, now, nowEnd] : [this.texts.old, old, oldEnd];
    let back = 0;
    while (back < old - low && side[start - back - 1] === side[end - back - 1]) back += 1;
    let forth = 0;
    while (forth < high - oldEnd && side[start + forth] === side[end + forth]) forth += 1;
    let best = null;
    for (let by = -back; by <= forth; by += 1) {
      const rated = [this.edge(side, this.starts[added ? 1 : 0], start + by, end + by), -Math.abs(by), by];
      const first = best && rated.findIndex((value, at) => value !== best[at]);
      if (!best || (first >= 0 && rated[first] > best[first])) best = rated;
    }
    return span.map((place) => place + best[2]);
  }

  edge(side, starts, start, end) {
    if (starts.has(start)) return 5 + (starts.has(end) ? 1 : 0);
    const [before, last] = [this.texts.words[side.at(start - 1)], this.texts.words[side[end - 1]]];
    if (before === ";" || before === ":") return 4;
    if (before === "," && last === ",") return 3;
    return last in PAIRS || before in PAIRS ? 0 : 2;
  }
}

// ── Edits

const kept = (old, now) => {
  const told = [];
  let was = null;
  old.forEach((word, at) => {
    const same = word === now[at];
    if (same === was) {
      told.at(-1)[1] += word;
      told.at(-1)[2] += now[at];
    } else told.push(["keep", word, now[at]]);
    was = same;
  });
  return told;
};

// Takes the space behind the last kept word, where only one side has any: it came or went with what follows.
function spaced(stays, stayed, went, came) {
  if (!stays.length) return ["", ""];
  const [gap, space] = [stays, stayed].map((side) => END.exec(side.at(-1))?.[0] ?? "");
  if (!gap === !space || !went || !(came || !space)) return ["", ""];
  stays.push(stays.pop().slice(0, gap ? -gap.length : undefined));
  stayed.push(stayed.pop().slice(0, space ? -space.length : undefined));
  return [gap, space];
}

function replaced(went, came) {
  const told = [];
  let stand = "";
  if (went && came) {
    const [one, two] = [went, came].map((text) => END.exec(text)?.[0] ?? "");
    stand = one === two ? one : "";
  }
  if (went) told.push(["remove", went.slice(0, went.length - stand.length), ""]);
  if (came) told.push(["add", "", came.slice(0, came.length - stand.length)]);
  if (stand) told.push(["keep", stand, stand]);
  return told;
}

function joined(edits) {
  const told = [];
  const plain = (edit) => edit?.[0] === "keep" && edit[1] === edit[2];
  for (const edit of edits) {
    if (plain(told.at(-1)) && plain(edit)) {
      const text = told.pop()[2] + edit[2];
      told.push(["keep", text, text]);
    } else told.push(edit);
  }
  return told;
}

// Tells a redline edit by edit: what it does, the words before, the words after.
export function redline(before, after) {
  if (before === after) return before ? [["keep", before, after]] : [];
  if (!before || !after) return replaced(before, after);
  const [old, now] = [before, after].map((text) => text.match(TOKEN) ?? []);
  const [head, tail] = ends(old, now);
  const [inside, other] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  const texts = read(inside, other);
  const told = kept(old.slice(0, head), now.slice(0, head));
  let [at, then] = [0, 0];
  for (const [one, oneEnd, two, twoEnd] of smooth(texts, changed(texts))) {
    const [stays, stayed] = [inside.slice(at, one), other.slice(then, two)];
    let [went, came] = [inside.slice(one, oneEnd).join(""), other.slice(two, twoEnd).join("")];
    const [gap, space] = spaced(stays, stayed, went, came);
    [went, came] = [gap + went, space + came];
    told.push(...kept(stays, stayed), ...replaced(went, came));
    [at, then] = [oneEnd, twoEnd];
  }
  told.push(...kept(inside.slice(at), other.slice(then)));
  told.push(...kept(old.slice(old.length - tail), now.slice(now.length - tail)));
  return joined(told);
}
