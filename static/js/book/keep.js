// What waits on this device for the connection: notes not saved yet, and the text size.
// Signing out empties it; so does another reader's sign-in.

const PREFIX = "reading:";
const WAITING = `${PREFIX}waiting`;
const READER = `${PREFIX}reader`;

function read(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forgetAll() {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX)) localStorage.removeItem(name);
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

export function belongsTo(reader) {
  if (read(READER, reader) !== reader) forgetAll();
  write(READER, reader);
}

export function waiting() {
  return read(WAITING, []);
}

export function keepWaiting(entry) {
  return write(WAITING, [...waiting().filter((each) => each.key !== entry.key), entry]);
}

// What was sent no longer waits, unless something newer with the same key does.
export function done({ key, stamp }) {
  write(WAITING, waiting().filter((each) => each.key !== key || each.stamp !== stamp));
}

export function waits(key) {
  return waiting().some((each) => each.key === key);
}

export function textSize() {
  return Number(read(`${PREFIX}size`, 0)) || 0;
}

export function keepTextSize(size) {
  write(`${PREFIX}size`, size);
}
