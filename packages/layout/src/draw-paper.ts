import type { Box, DrawItem, Drawing, DrawingImage, DrawingPage } from '@miaopi/ofd';
import { type CompiledTemplate, sealBox } from './compile-template.ts';
import { PaperError } from './errors.ts';
import { type Faces, facesOf, type PaperEnv } from './faces.ts';
import type { Values } from './feel.ts';
import { type PaperWarning, Pen } from './pen.ts';
import { mm } from './units.ts';

export interface PaperData {
  /** FEEL values by name. */
  readonly values: Values;
  /** Pictures by key, e.g. `照片`. */
  readonly images?: Readonly<Record<string, DrawingImage>>;
}

/** A drawing with what is to be known about it. */
export interface PaperDrawing extends Drawing {
  readonly warnings: readonly PaperWarning[];
}

const backgrounds = new WeakMap<CompiledTemplate, WeakMap<Faces, readonly DrawItem[]>>();

/**
 * Draws one paper. The background is the same object for every paper of a template and environment, so that writers may
 * keep what they made of it.
 * @throws PaperError when the template has errors, a text does not fit by its own rule, or an image is missing
 */
export function drawPaper(compiled: CompiledTemplate, data: PaperData, env: PaperEnv): PaperDrawing {
  const fault = compiled.findings.find((finding) => finding.severity === 'error');
  if (fault) throw new PaperError('template_invalid', fault.path, fault.text);
  const faces = facesOf(env);
  const images = data.images ?? {};
  const { scope, size } = compiled;
  const pen = new Pen({
    faces,
    language: env.language ?? 'zh',
    images,
    values: data.values,
    lenient: compiled.lenient === true,
    page: { ...size, top: scope.margins.top, bottom: size.height - scope.margins.bottom },
  });
  const background = backgroundOf(compiled, faces, pen);
  drawElements(compiled, pen);
  const places = placeSeals(compiled, pen);
  const pages = pen.pages.map((items, i): DrawingPage => {
    const here = places.filter((place) => place.page === i);
    return {
      ...size,
      ...(background.length > 0 ? { background } : {}),
      items,
      ...(here.length > 0 ? { sealPlaces: Object.fromEntries(here.map((place) => [place.name, place.box])) } : {}),
    };
  });
  const fonts: Record<string, Drawing['fonts'][string]> = {};
  const note = (items: readonly DrawItem[]) => {
    for (const item of items)
      if (item.kind === 'text' && !(item.font in fonts)) fonts[item.font] = faces.byKey(item.font).drawing;
  };
  note(background);
  for (const page of pages) note(page.items);
  const used = Object.fromEntries([...pen.usedImages].map((key) => [key, images[key]!]));
  return { pages, fonts, images: used, warnings: pen.warnings };
}

function backgroundOf(compiled: CompiledTemplate, faces: Faces, pen: Pen): readonly DrawItem[] {
  let byFaces = backgrounds.get(compiled);
  if (!byFaces) {
    byFaces = new WeakMap();
    backgrounds.set(compiled, byFaces);
  }
  let items = byFaces.get(faces);
  if (!items) {
    compiled.background.draw(pen);
    items = pen.pages[0]!.splice(0);
    byFaces.set(faces, items);
  }
  return items;
}

/** First what stands on the first or a numbered page and flows from there; then, the count being known, last and each. */
function drawElements(compiled: CompiledTemplate, pen: Pen): void {
  const late = [];
  for (const child of compiled.elements.list) {
    if (child.page === 'last' || child.page === 'each') {
      late.push(child);
      continue;
    }
    const wanted = typeof child.page === 'number' ? child.page - 1 : 0;
    pen.at = 0;
    while (pen.at < wanted) pen.turn(child.path);
    child.draw(pen);
  }
  const count = pen.pages.length;
  for (const child of late) {
    if (child.page === 'last') {
      pen.at = count - 1;
      child.draw(pen);
    }
  }
  for (const child of late) {
    if (child.page !== 'each') continue;
    for (let i = 0; i < pen.pages.length; i++) {
      pen.at = i;
      child.draw(pen);
    }
  }
}

function placeSeals(compiled: CompiledTemplate, pen: Pen): { name: string; page: number; box: Box }[] {
  return (compiled.template.sealPlaces ?? []).flatMap((place) => {
    const end = 'element' in place.anchor ? pen.ends.get(place.anchor.element) : undefined;
    // An anchor that was not shown takes its seal along.
    if ('element' in place.anchor && !end) return [];
    const box = sealBox(place, end?.box);
    const last = pen.pages.length - 1;
    const page =
      place.page === 'first'
        ? 0
        : typeof place.page === 'number'
          ? Math.min(place.page - 1, last)
          : (end?.page ?? last);
    return [{ name: place.name, page, box: { x: mm(box.x), y: mm(box.y), width: box.width, height: box.height } }];
  });
}
