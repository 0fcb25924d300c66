import { type Draft, getDraft, saveDraft } from '@miaopi/contracts';
import type { Answers } from '@miaopi/forms';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, problemOf, useMe } from '../../app/api.ts';

const PAUSE = 800;
const AGAIN = 4000;

export interface Autosave {
  status: 'saved' | 'saving' | 'unsaved';
  savedAt: string;
  /** Another window's draft: changed there as well, or filed there. */
  conflict: Draft | undefined;
  /** Why it can't be saved at all; trying again would not help. Signing in anew does where the session has run out. */
  refused: unknown;
  revision: () => number;
  /** The session has run out, he has been asked, and has not signed in anew. */
  signedOut: () => boolean;
  schedule: () => void;
  /** Saves now; true when everything is with the server. */
  flush: () => Promise<boolean>;
  keepHere: () => void;
  found: (draft: Draft) => void;
  /** Looks whether another window has saved or filed it meanwhile. */
  look: () => Promise<void>;
}

const backupKey = (id: string) => `draft:${id}`;

function keepBackup(id: string, revision: number, answers: Answers): void {
  sessionStorage.setItem(backupKey(id), JSON.stringify({ revision, answers }));
}

/** What this tab could not save before it was left; only against the same revision. */
export function readBackup(draft: Draft): Answers | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(backupKey(draft.id)) ?? 'null') as {
      revision: number;
      answers: Answers;
    } | null;
    return kept?.revision === draft.revision ? kept.answers : undefined;
  } catch {
    return undefined;
  }
}

export function forgetBackup(id: string): void {
  sessionStorage.removeItem(backupKey(id));
}

/** Saves silently a moment after the last change, one request at a time; never loses an answer to a lost session, network or second window. */
export function useAutosave(draft: Draft, answersOf: () => Answers): Autosave {
  const [status, setStatus] = useState<Autosave['status']>('saved');
  const [savedAt, setSavedAt] = useState(draft.savedAt);
  const [conflict, setConflict] = useState<Draft>();
  const [refused, setRefused] = useState<unknown>();
  const session = useMe()?.csrf;
  const ended = useRef<string>(undefined);
  const revision = useRef(draft.revision);
  const dirty = useRef(false);
  const running = useRef<Promise<boolean> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const answers = useRef(answersOf);
  answers.current = answersOf;
  const present = useRef(session);
  present.current = session;
  revision.current = Math.max(revision.current, draft.revision);

  // who would rather not sign in again is not asked after every word
  const signedOut = useCallback(() => ended.current !== undefined && ended.current === present.current, []);

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    // the one before has just asked him to sign in again
    if (running.current && !(await running.current) && signedOut()) return false;
    if (!dirty.current) return true;
    const work = (async () => {
      dirty.current = false;
      setStatus('saving');
      const sent = answers.current();
      const sentIn = present.current;
      try {
        const reply = await api.call(saveDraft, {
          params: { draftId: draft.id },
          body: { revision: revision.current, answers: sent as Record<string, unknown> },
        });
        revision.current = reply.revision;
        setSavedAt(reply.savedAt);
        setRefused(undefined);
        if (!dirty.current) {
          setStatus('saved');
          forgetBackup(draft.id);
        }
        return true;
      } catch (error) {
        dirty.current = true;
        setStatus('unsaved');
        keepBackup(draft.id, revision.current, sent);
        const problem = problemOf(error);
        if (problem?.code === 'forms.draft_changed' || problem?.code === 'forms.draft_submitted')
          setConflict(await api.call(getDraft, { params: { draftId: draft.id } }).catch(() => undefined));
        else if (!problem || problem.status >= 500) timer.current = setTimeout(() => void save(), AGAIN);
        else {
          if (problem.status === 401) ended.current = sentIn;
          setRefused(error);
        }
        return false;
      } finally {
        running.current = undefined;
      }
    })();
    running.current = work;
    return work;
  }, [draft.id, signedOut]);

  useEffect(() => {
    const now = () => void save();
    window.addEventListener('online', now);
    document.addEventListener('visibilitychange', now);
    return () => {
      window.removeEventListener('online', now);
      document.removeEventListener('visibilitychange', now);
      clearTimeout(timer.current);
      void save();
    };
  }, [save]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what could not be saved is, once signed in anew
  useEffect(() => {
    if (dirty.current) void save();
  }, [session]);

  return {
    status,
    savedAt,
    conflict,
    refused,
    revision: () => revision.current,
    signedOut,
    schedule: () => {
      dirty.current = true;
      clearTimeout(timer.current);
      if (signedOut()) keepBackup(draft.id, revision.current, answers.current());
      else timer.current = setTimeout(() => void save(), PAUSE);
    },
    flush: save,
    keepHere: () => {
      if (conflict) revision.current = conflict.revision;
      setConflict(undefined);
      dirty.current = true;
      void save();
    },
    found: (other) => {
      dirty.current = false;
      revision.current = other.revision;
      setConflict(undefined);
      setSavedAt(other.savedAt);
      setStatus('saved');
      forgetBackup(other.id);
    },
    async look() {
      const idle = () => !dirty.current && !running.current;
      if (!idle()) return;
      const there = await api.call(getDraft, { params: { draftId: draft.id } }).catch(() => undefined);
      if (there && idle() && (there.caseId || there.revision > revision.current)) setConflict(there);
    },
  };
}
