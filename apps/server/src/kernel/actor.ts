/** Who acts; question 1 of the four. Made by the identity module from the session, or by the machine itself. */
export type Actor = Anonymous | PersonActor | StaffActor | SystemActor;

export interface Anonymous {
  readonly kind: 'anonymous';
}

export interface PersonActor {
  readonly kind: 'person';
  readonly personId: string;
  readonly sessionId: string;
  readonly name: string;
  /** On whose behalf: oneself or a firm. */
  readonly principal: {
    readonly kind: 'person' | 'firm';
    readonly id: string;
    readonly role: 'self' | 'legal' | 'agent';
    readonly mandateId?: string;
  };
  /** The official at whose window he stands and who enters what he says; such an actor may use routes `atDesk` only. */
  readonly attended?: {
    readonly visitId: string;
    readonly staffId: string;
    readonly name: string;
    readonly number: string;
    /** USCC of the official's office. */
    readonly office: string;
    /** Where the office is, 12 digits. */
    readonly region: string;
  };
  /** The registered system of another department that files for him and follows what it filed; such an actor has no session and no page. */
  readonly through?: {
    readonly systemId: string;
    readonly filingId: string;
    /** Number of the filing over there. */
    readonly number: string;
    readonly department: { readonly zh: string; readonly en: string };
    /** Who is responsible for it over there. */
    readonly official: { readonly name: string; readonly number: string };
  };
}

export interface StaffActor {
  readonly kind: 'staff';
  readonly staffId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly number: string;
  /** USCC of the office. */
  readonly office: string;
  readonly region: string;
  readonly roles: readonly string[];
}

export interface SystemActor {
  readonly kind: 'system';
  /** e.g. `chain`, `scenario`. */
  readonly name: string;
}

export const anonymous: Anonymous = { kind: 'anonymous' };

/** Short key of an actor for audit and idempotency. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'person': {
      const { attended, through, ...self } = actor;
      if (attended) return `staff:${attended.staffId}/${actorKey(self)}`;
      if (through) return `department:${through.systemId}/${actorKey(self)}`;
      return actor.principal.kind === 'firm'
        ? `person:${actor.personId}/firm:${actor.principal.id}`
        : `person:${actor.personId}`;
    }
    case 'staff':
      return `staff:${actor.staffId}`;
    case 'system':
      return `system:${actor.name}`;
  }
}
