import type { Font } from '@miaopi/fonts';
import type { DrawingFont } from '@miaopi/ofd';

/** What drawing needs from outside. */
export interface PaperEnv {
  /** Font of a face and weight (400, 500, 700, 900); called once each and kept. */
  readonly font: (face: 'serif' | 'sans', weight: number) => Font;
  /** Asked in turn for characters the chosen font lacks, before □ is drawn; e.g. a font of rare names (生僻字). */
  readonly fallbacks?: readonly Font[];
  /** `zh` when absent. */
  readonly language?: 'zh' | 'en';
}

/** One font with its advances kept: measuring is most of the work of a paper. */
export interface Face {
  readonly key: string;
  readonly drawing: DrawingFont;
  advance(codePoint: number): number;
  has(codePoint: number): boolean;
}

function face(key: string, font: Font): Face {
  const advances = new Map<number, number>();
  const known = new Map<number, boolean>();
  return {
    key,
    drawing: { name: font.family, font },
    advance(c) {
      let a = advances.get(c);
      if (a === undefined) {
        a = font.advance(c);
        advances.set(c, a);
      }
      return a;
    },
    has(c) {
      let h = known.get(c);
      if (h === undefined) {
        h = font.has(c);
        known.set(c, h);
      }
      return h;
    },
  };
}

/** The faces of one environment by key, made once. */
export interface Faces {
  get(choice: FaceChoice): Face;
  /** The face that draws this character, the chosen one first; undefined when none does. */
  drawing(choice: FaceChoice, codePoint: number): Face | undefined;
  /** A face that was used, by its key. */
  byKey(key: string): Face;
}

export interface FaceChoice {
  readonly face: 'serif' | 'sans';
  readonly weight: number;
}

const made = new WeakMap<PaperEnv, Faces>();

/** Faces of an environment; the same object gives the same faces, so keep one environment for the whole program. */
export function facesOf(env: PaperEnv): Faces {
  let faces = made.get(env);
  if (!faces) {
    faces = makeFaces(env);
    made.set(env, faces);
  }
  return faces;
}

function makeFaces(env: PaperEnv): Faces {
  const byKey = new Map<string, Face>();
  const get = (choice: FaceChoice): Face => {
    const key = `${choice.face}-${choice.weight}`;
    let found = byKey.get(key);
    if (!found) {
      found = face(key, env.font(choice.face, choice.weight));
      byKey.set(key, found);
    }
    return found;
  };
  const extra = (env.fallbacks ?? []).map((font, i) => face(`fallback-${i + 1}`, font));
  for (const face of extra) byKey.set(face.key, face);
  return {
    get,
    byKey: (key) => byKey.get(key)!,
    drawing(choice, codePoint) {
      const chosen = get(choice);
      if (chosen.has(codePoint)) return chosen;
      const other = get({ face: choice.face === 'serif' ? 'sans' : 'serif', weight: 400 });
      if (other.has(codePoint)) return other;
      return extra.find((f) => f.has(codePoint));
    },
  };
}
