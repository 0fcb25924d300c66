const KEY = 'signed-in';

/** Whether this browser's last visit was signed in: a guess to keep the room for what is somebody's own until the server has said who it is. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    return false;
  }
}

export function noteSignedIn(now: boolean): void {
  try {
    if (now) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch {
    // a browser that keeps nothing: the room is made when it is known
  }
}
