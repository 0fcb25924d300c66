import { type Draft, getDraft, saveDraft } from '@miaopi/contracts';
import type { Answers } from '@miaopi/forms';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, problemOf } from '../../app/api.ts';

const PAUSE = 800;
const AGAIN = 4000;

export interface Autosave {
  status: 'saved' | 'saving' | 'unsaved';
  savedAt: string;
  /** Another window's draft: changed there as well, or filed there. */
  conflict: Draft | undefined;
  expired: boolean;
  /** Why it can't be saved at all; trying again would not help. */
  refused: unknown;
  revision: () => number;
  schedule: () => void;
  /** Saves now; true when everything is with the server. */
  flush: () => Promise<boolean>;
  keepHere: () => void;
  resume: () => void;
  found: (draft: Draft) => void;
  expire: () => void;
  /** Looks whether another window has saved or filed it meanwhile. */
  look: () => Promise<void>;
}

const backupKey = (id: string) => `draft:${id}`;

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
  const [expired, setExpired] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const revision = useRef(draft.revision);
  const dirty = useRef(false);
  const running = useRef<Promise<boolean> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const answers = useRef(answersOf);
  answers.current = answersOf;
  revision.current = Math.max(revision.current, draft.revision);

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) await running.current;
    if (!dirty.current) return true;
    const work = (async () => {
      dirty.current = false;
      setStatus('saving');
      const sent = answers.current();
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
        sessionStorage.setItem(backupKey(draft.id), JSON.stringify({ revision: revision.current, answers: sent }));
        const problem = problemOf(error);
        if (problem?.code === 'forms.draft_changed' || problem?.code === 'forms.draft_submitted')
          setConflict(await api.call(getDraft, { params: { draftId: draft.id } }).catch(() => undefined));
        else if (problem?.status === 401) setExpired(true);
        else if (!problem || problem.status >= 500) timer.current = setTimeout(() => void save(), AGAIN);
        else setRefused(error);
        return false;
      } finally {
        running.current = undefined;
      }
    })();
    running.current = work;
    return work;
  }, [draft.id]);

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

  return {
    status,
    savedAt,
    conflict,
    expired,
    refused,
    revision: () => revision.current,
    schedule: () => {
      dirty.current = true;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), PAUSE);
    },
    flush: save,
    keepHere: () => {
      if (conflict) revision.current = conflict.revision;
      setConflict(undefined);
      dirty.current = true;
      void save();
    },
    resume: () => {
      setExpired(false);
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
    expire: () => setExpired(true),
    async look() {
      const idle = () => !dirty.current && !running.current;
      if (!idle()) return;
      const there = await api.call(getDraft, { params: { draftId: draft.id } }).catch(() => undefined);
      if (there && idle() && (there.caseId || there.revision > revision.current)) setConflict(there);
    },
  };
}
