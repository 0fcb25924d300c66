/** Two soft tones every three seconds until it is stopped; silent where the browser allows no sound before somebody has clicked. */
export function ring(): () => void {
  let context: AudioContext;
  try {
    context = new AudioContext();
  } catch {
    return () => undefined;
  }
  const tone = () => {
    for (const [at, frequency] of [
      [0, 660],
      [0.25, 880],
    ] as const) {
      const oscillator = context.createOscillator();
      const volume = context.createGain();
      const begin = context.currentTime + at;
      oscillator.frequency.value = frequency;
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(0.12, begin + 0.04);
      volume.gain.linearRampToValueAtTime(0, begin + 0.22);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(begin);
      oscillator.stop(begin + 0.24);
    }
  };
  tone();
  const timer = setInterval(tone, 3000);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
