// Taps that wait on this device, for one reader, meeting and part. Signing out empties it.

const PREFIX = "room:";

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? [];
  } catch {
    return [];
  }
}

function write(name, value) {
  try {
    if (value.length) localStorage.setItem(PREFIX + name, JSON.stringify(value));
    else localStorage.removeItem(PREFIX + name);
    return true;
  } catch {
    return false;
  }
}

function names() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

export function taps(owner) {
  return read(owner);
}

export function keep(owner, tap) {
  return write(owner, [...read(owner), tap]);
}

export function without(owner, key) {
  write(owner, read(owner).filter((tap) => tap.key !== key));
}

// Another reader's taps are nobody else's to send.
export function others(owner) {
  const reader = `${PREFIX}${owner.split(":")[0]}:`;
  for (const name of names()) if (!name.startsWith(reader)) localStorage.removeItem(name);
}

export function count() {
  return names().reduce((sum, name) => sum + read(name.slice(PREFIX.length)).length, 0);
}

export function forgetTaps() {
  for (const name of names()) localStorage.removeItem(name);
}
