import type { FeelFunctions, ValueType } from '@miaopi/decisions';
import type { Box } from '@miaopi/ofd';
import { type Children, compileChildren } from './children.ts';
import type { PaperTemplate, SealPlace } from './model.ts';
import { type PaperFinding, Scope } from './scope.ts';
import { checkShape } from './shape.ts';

export interface CompileOptions {
  /** Names the expressions may read and their shapes; unknown names are then findings. */
  readonly names?: Readonly<Record<string, ValueType>>;
  /** Further functions, as `compileExpression` takes them. */
  readonly functions?: FeelFunctions;
}

/** A template ready to draw; make it once and keep it: it holds what does not change between papers. */
export interface CompiledTemplate {
  readonly template: PaperTemplate;
  readonly findings: readonly PaperFinding[];
  readonly size: { readonly width: number; readonly height: number };
  /** @internal */
  readonly scope: Scope;
  /** @internal */
  readonly background: Children;
  /** @internal */
  readonly elements: Children;
  /** @internal Images that are not given are drawn as frames. */
  readonly lenient?: boolean;
}

/**
 * Checks and compiles a paper template. Never throws: what is wrong is in `findings`, each with its path; a template with
 * an `error` there can't be drawn.
 */
export function compileTemplate(template: PaperTemplate, options: CompileOptions = {}): CompiledTemplate {
  const faults = checkShape(template);
  if (faults.length > 0) {
    const scope = new Scope({ name: '', page: 'A4', elements: [] }, undefined, undefined);
    const nothing = compileChildren([], scope, 'elements');
    return { template, findings: faults, size: scope.size, scope, background: nothing, elements: nothing };
  }
  const scope = new Scope(template, options.names, options.functions);
  const background = compileChildren(template.background ?? [], scope, 'background');
  for (const child of background.list) {
    if (!child.constant) {
      scope.report(
        'error',
        'background_reads',
        child.path,
        '底图不得读取数据，请移到 elements。',
        'The background may not read values; move this to `elements`.',
      );
    }
  }
  const elements = compileChildren(template.elements, scope, 'elements');
  const { width, height } = scope.size;
  for (const child of [...background.list, ...elements.list]) {
    if (child.box && !inside(child.box, width, height)) {
      scope.report(
        'error',
        'off_page',
        child.path,
        `元素超出页面（${width} × ${height} mm）。`,
        `The element is off the page (${width} × ${height} mm).`,
      );
    }
  }
  checkSealPlaces(template.sealPlaces ?? [], scope, elements);
  return { template, findings: scope.findings, size: scope.size, scope, background, elements };
}

function inside(box: Box, width: number, height: number): boolean {
  const slack = 0.05;
  return (
    box.x >= -slack && box.y >= -slack && box.x + box.width <= width + slack && box.y + box.height <= height + slack
  );
}

function checkSealPlaces(places: readonly SealPlace[], scope: Scope, elements: Children): void {
  const known: { path: string; box: Box; page: SealPlace['page'] }[] = [];
  const names = new Set<string>();
  places.forEach((place, i) => {
    const path = `sealPlaces[${i}]`;
    if (names.has(place.name))
      scope.report(
        'error',
        'duplicate_name',
        `${path}.name`,
        `印章位置“${place.name}”重复。`,
        `Seal place "${place.name}" is named twice.`,
      );
    names.add(place.name);
    let box: Box | undefined;
    const { anchor } = place;
    if ('element' in anchor) {
      if (!scope.names.has(anchor.element)) {
        scope.report(
          'error',
          'anchor',
          `${path}.anchor`,
          `没有名为“${anchor.element}”的元素。`,
          `There is no element named "${anchor.element}".`,
        );
      }
      const target = elements.list.find((child) => child.name === anchor.element)?.box;
      if (target) box = sealBox(place, target);
    } else box = sealBox(place, undefined);
    if (!box) return;
    if (!inside(box, scope.size.width, scope.size.height)) {
      scope.report(
        'error',
        'off_page',
        path,
        `印章位置“${place.name}”超出页面。`,
        `Seal place "${place.name}" is off the page.`,
      );
    }
    for (const other of known) {
      if (other.page === place.page && overlap(other.box, box)) {
        scope.report(
          'error',
          'seal_overlap',
          path,
          `印章位置“${place.name}”与 ${other.path} 重叠。`,
          `Seal place "${place.name}" overlaps ${other.path}.`,
        );
      }
    }
    known.push({ path, box, page: place.page });
  });
}

/** The box of a seal round its anchor. */
export function sealBox(place: SealPlace, target: Box | undefined): Box {
  const { anchor, width, height } = place;
  const centre =
    'element' in anchor
      ? {
          x: (target ? target.x + target.width / 2 : 0) + (anchor.dx ?? 0),
          y: (target ? target.y + target.height / 2 : 0) + (anchor.dy ?? 0),
        }
      : anchor;
  return { x: centre.x - width / 2, y: centre.y - height / 2, width, height };
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
