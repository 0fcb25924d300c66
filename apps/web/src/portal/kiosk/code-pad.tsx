import { useEffect, useState } from 'react';
import { Button } from '../../ui/kit.tsx';
import { useKioskTexts } from './kiosk-texts.ts';

const length = 12;

/** Twelve digits by touch or by keys. They are not kept anywhere. */
export function CodePad({ busy, onCode }: { busy: boolean; onCode: (code: string) => void }) {
  const t = useKioskTexts();
  const [code, setCode] = useState('');
  const add = (digit: string) => setCode((now) => (now.length < length ? now + digit : now));
  const erase = () => setCode((now) => now.slice(0, -1));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) setCode((now) => (now.length < length ? now + event.key : now));
      if (event.key === 'Backspace') setCode((now) => now.slice(0, -1));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  const shown = code.padEnd(length, '·').replace(/(.{4})(?=.)/g, '$1 ');
  return (
    <div className="code-pad">
      <p className="code-pad__shown tabular" aria-hidden="true">
        {shown}
      </p>
      <p className="visually-hidden" role="status">
        {t.digits(code.length)}
      </p>
      <div className="code-pad__keys">
        {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
          <Button key={digit} onClick={() => add(digit)}>
            {digit}
          </Button>
        ))}
        <Button onClick={() => setCode('')}>{t.clear}</Button>
        <Button onClick={() => add('0')}>0</Button>
        <Button onClick={erase}>{t.erase}</Button>
      </div>
      <Button
        kind="primary"
        size="wide"
        aria-disabled={code.length < length || busy}
        onClick={() => {
          if (code.length === length && !busy) onCode(code);
        }}
      >
        {t.next}
      </Button>
    </div>
  );
}
