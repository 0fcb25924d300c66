// One change in a form of 700 questions (issue: < 5 ms). Run: npx tsx packages/forms/bench/one-change.ts
import { compileForm, createFormSession, evaluateForm, type Field } from '../src/index.ts';

const LIMIT_MS = 5;
const text = (zh: string) => ({ zh, en: zh });
const fields = Array.from({ length: 700 }, (_, i): Field => {
  const base = { name: `问题${i}`, label: text(`问题${i}`), type: 'number' as const };
  if (i % 5 === 1) return { ...base, compute: `问题${i - 1} + 1` };
  if (i % 5 === 2) return { ...base, show: `问题${i - 1} > 3` };
  if (i % 5 === 3) return { ...base, checks: [{ when: `问题${i} > 问题${i - 3}`, message: text('应更大') }] };
  if (i % 5 === 4) return { ...base, require: `问题${i - 4} > 0` };
  return base;
});
const compileStart = performance.now();
const form = compileForm({ sections: [{ name: '问卷', title: text('问卷'), fields }] });
const compiled = performance.now() - compileStart;
const env = { now: new Date('2026-11-22T00:00:00Z') };
const session = createFormSession(form, {}, { env });
const times: number[] = [];
for (let i = 0; i < 3000; i++) {
  const start = performance.now();
  session.set(`问题${(i % 140) * 5}`, i);
  times.push(performance.now() - start);
}
const wholeStart = performance.now();
for (let i = 0; i < 50; i++) evaluateForm(form, session.answers(), { env });
const whole = (performance.now() - wholeStart) / 50;
times.sort((a, b) => a - b);
const [median, p99] = [times[1500]!, times[2970]!];
console.log(
  `compile ${compiled.toFixed(0)} ms · one change median ${median.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms (limit ${LIMIT_MS} ms) · whole form ${whole.toFixed(2)} ms`,
);
process.exitCode = p99 < LIMIT_MS ? 0 : 1;
