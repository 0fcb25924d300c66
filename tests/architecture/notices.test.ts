import { noticeAreas, noticeEventNames } from '@miaopi/items';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { codeOf, filesUnder, isTest } from './sources.ts';

/** What tells somebody something: an occasion is named where it is called. */
const telling = new Set(['told', 'platformNotice', 'noticeOf']);
const server = filesUnder('apps/server/src').filter((file) => !isTest(file));

/** Every string of a file that stands in a call which tells something, in a table of occasions, or in a choice between two of them. */
function stringsOf(file: string): {
  readonly strings: Set<string>;
  readonly tells: boolean;
  readonly makesEvent: boolean;
} {
  const strings = new Set<string>();
  let tells = false;
  let makesEvent = false;
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node)) strings.add(node.text);
    if (ts.isCallExpression(node) && telling.has(node.expression.getText())) tells = true;
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'name' &&
      ts.isStringLiteralLike(node.initializer) &&
      node.initializer.text === 'notice'
    )
      makesEvent = true;
    ts.forEachChild(node, visit);
  };
  visit(codeOf(file));
  return { strings, tells, makesEvent };
}

describe('F109: every notice is told on an occasion that an operator may word', () => {
  const read = server.map((file) => ({ file, ...stringsOf(file) }));

  it('no module makes a notice by itself: what is told comes from an occasion', () => {
    expect(read.filter((one) => one.makesEvent).map((one) => one.file)).toEqual([]);
  });

  it.each(noticeEventNames)('%s is told by some module', (event) => {
    expect(read.some((one) => one.tells && one.strings.has(event))).toBe(true);
  });

  it('each stands in one area of the studio', () => {
    expect(noticeAreas.flatMap((area) => area.events).sort()).toEqual([...noticeEventNames].sort());
  });
});
