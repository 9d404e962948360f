import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many partitions the tables of the hot path have; each holds 64 / PARTITIONS shards. */
const PARTITIONS = 4;
const SHARDS_EACH = 64 / PARTITIONS;

function shardPartitions(table: string, storage: string): string {
  return Array.from({ length: PARTITIONS }, (_, i) => {
    const from = i * SHARDS_EACH;
    return `CREATE TABLE ${table}_${i} PARTITION OF ${table} FOR VALUES FROM (${from}) TO (${from + SHARDS_EACH}) ${storage};`;
  }).join('\n');
}

/**
 * Campaigns, enrolments, and the way of a message. Tables of the hot path carry no foreign keys: their rows are
 * written in sets by one writer each, inside transactions that read the parents.
 */
export class Outreach1760000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE campaigns (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        name text NOT NULL,
        policies text[] NOT NULL DEFAULT '{}',
        -- The version that takes new cases in; null while the campaign takes none.
        live_version_id uuid,
        paused_at timestamptz,
        created_at timestamptz NOT NULL
      );

      CREATE TABLE campaign_versions (
        id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL REFERENCES campaigns,
        number integer NOT NULL,
        source text NOT NULL,
        source_hash bytea NOT NULL,
        definition jsonb NOT NULL,
        published_at timestamptz NOT NULL,
        UNIQUE (campaign_id, number),
        UNIQUE (campaign_id, source_hash)
      );
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is immutable', TG_TABLE_NAME; END
      $$;
      CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON campaign_versions
        FOR EACH ROW EXECUTE FUNCTION refuse_change();

      -- One case travelling through one version. due_at is never null while active (I2): it is the next step's
      -- moment or the time-out of a wait. state is the cadence engine's own.
      CREATE TABLE enrolments (
        id uuid PRIMARY KEY,
        shard smallint NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        campaign_id uuid NOT NULL,
        version_id uuid NOT NULL,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'parked', 'ended')),
        state jsonb NOT NULL DEFAULT '{}',
        due_at timestamptz,
        first_delivered_at timestamptz,
        last_response_at timestamptz,
        last_message jsonb,
        entered_at timestamptz NOT NULL,
        ended_at timestamptz,
        end_reason text,
        CHECK (status = 'ended' OR due_at IS NOT NULL)
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
      CREATE INDEX enrolments_due ON enrolments (shard, due_at) WHERE due_at IS NOT NULL;
      -- A case goes through a campaign once.
      CREATE UNIQUE INDEX enrolments_case ON enrolments (case_id, campaign_id);

      -- Inserted by whoever saw a case event; folded into enrolments.due_at by the scheduler.
      CREATE TABLE wake_ups (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id uuid NOT NULL,
        kind text NOT NULL,
        at timestamptz NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0.01);

      -- One intended contact. channels is the ordered fallback list; leg n uses channels[n].
      CREATE TABLE messages (
        shard smallint NOT NULL,
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        debtor_id uuid NOT NULL,
        creditor_id uuid NOT NULL,
        case_ids uuid[] NOT NULL,
        campaign_id uuid,
        enrolment_id uuid,
        purpose text NOT NULL CHECK (purpose IN ('collection', 'requested', 'statutory')),
        origin_kind text NOT NULL CHECK (origin_kind IN ('step', 'event', 'agent', 'portal')),
        origin_key text NOT NULL,
        occurrence integer NOT NULL DEFAULT 1,
        family text NOT NULL,
        tone text,
        channels text[] NOT NULL,
        fallback_after_ms bigint[],
        extra jsonb,
        status text NOT NULL DEFAULT 'planned',
        status_reason text,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (shard, id),
        UNIQUE (shard, person_id, origin_kind, origin_key, occurrence)
      ) PARTITION BY RANGE (shard);
      ${shardPartitions('messages', 'WITH (fillfactor = 60)')}

      -- One channel's try at a message. body holds a placeholder where the link goes.
      CREATE TABLE legs (
        shard smallint NOT NULL,
        message_id uuid NOT NULL,
        leg_no smallint NOT NULL,
        person_id uuid NOT NULL,
        channel text NOT NULL,
        contact_point_id uuid,
        language char(2) NOT NULL,
        template_version text NOT NULL,
        subject text,
        body text NOT NULL,
        -- Deflated, so that no second compression is worth its while.
        packed_html bytea,
        segments smallint,
        link_hash bytea NOT NULL,
        link_key_version smallint NOT NULL,
        status text NOT NULL DEFAULT 'rendered',
        error_code text,
        accepted_at timestamptz,
        delivered_at timestamptz,
        read_at timestamptz,
        failed_at timestamptz,
        rendered_at timestamptz NOT NULL,
        PRIMARY KEY (shard, message_id, leg_no)
      ) PARTITION BY RANGE (shard);
      ALTER TABLE legs ALTER packed_html SET STORAGE EXTERNAL;
      CREATE INDEX legs_link ON legs (link_hash);
      ${shardPartitions('legs', 'WITH (fillfactor = 60)')}

      -- One submission of a leg to a provider; its commit is the submission (I1). committed_at and the other
      -- instants here are machine time. outcome null: in flight, or in doubt once the lease has passed.
      CREATE TABLE attempts (
        shard smallint NOT NULL,
        id uuid NOT NULL,
        message_id uuid NOT NULL,
        leg_no smallint NOT NULL,
        attempt_no smallint NOT NULL,
        person_id uuid NOT NULL,
        provider text NOT NULL,
        decision_id uuid NOT NULL,
        committed_at timestamptz NOT NULL,
        outcome text CHECK (outcome IN ('accepted', 'refused', 'unknown', 'voided')),
        proved_not_accepted boolean NOT NULL DEFAULT false,
        provider_ref text,
        error_code text,
        settled_at timestamptz,
        PRIMARY KEY (shard, message_id, leg_no, attempt_no)
      ) PARTITION BY RANGE (shard);
      ${shardPartitions('attempts', 'WITH (fillfactor = 60)')}

      -- The message in flight: planned or waiting and not yet settled. Every row has an owner until lease_until
      -- (machine time), after which the reconciler takes it up (I2); due_at (business time) is set while the
      -- message waits for a permitted moment. The row goes when the leg is settled.
      CREATE TABLE flights (
        shard smallint NOT NULL,
        message_id uuid NOT NULL,
        leg_no smallint NOT NULL,
        case_id uuid,
        campaign_id uuid,
        due_at timestamptz,
        lease_until timestamptz NOT NULL,
        stage text NOT NULL DEFAULT 'moving' CHECK (stage IN ('moving', 'deferred', 'in_doubt')),
        PRIMARY KEY (message_id)
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
      CREATE INDEX flights_lease ON flights (lease_until) WHERE stage <> 'deferred';
      CREATE INDEX flights_due ON flights (due_at) WHERE stage = 'deferred';
      CREATE INDEX flights_case ON flights (case_id);

      -- Facts from outside about a message; unique by message and event (I7).
      CREATE TABLE receipts (
        message_id uuid NOT NULL,
        leg_no smallint NOT NULL,
        event_key text NOT NULL,
        shard smallint NOT NULL,
        kind text NOT NULL,
        provider text NOT NULL,
        error_code text,
        occurred_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        detail jsonb,
        PRIMARY KEY (message_id, leg_no, event_key)
      ) PARTITION BY RANGE (message_id);
      CREATE TABLE receipts_rest PARTITION OF receipts DEFAULT;

      -- Each contact decision with the facts that decided, byte for byte as sealed: hence json, not jsonb.
      CREATE TABLE decisions (
        id uuid NOT NULL,
        message_id uuid NOT NULL,
        leg_no smallint NOT NULL,
        creditor_id uuid NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('allow', 'defer', 'refuse')),
        rule text NOT NULL,
        until timestamptz,
        record json NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (id)
      ) PARTITION BY RANGE (id);
      CREATE INDEX decisions_message ON decisions (message_id);
      CREATE INDEX decisions_recorded ON decisions (recorded_at);
      CREATE TABLE decisions_rest PARTITION OF decisions DEFAULT;

      -- The compiled policies that decisions name by hash, kept for their replay.
      CREATE TABLE policies (
        hash text PRIMARY KEY,
        definition jsonb NOT NULL,
        first_used_at timestamptz NOT NULL
      );

      -- A Merkle root over the decisions that one creditor's messages got within one second of machine time.
      CREATE TABLE seals (
        creditor_id uuid NOT NULL,
        second timestamptz NOT NULL,
        decisions integer NOT NULL,
        root bytea NOT NULL,
        previous bytea NOT NULL,
        hash bytea NOT NULL,
        sealed_at timestamptz NOT NULL,
        PRIMARY KEY (creditor_id, second)
      );
      CREATE TABLE seal_progress (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        sealed_to timestamptz NOT NULL
      );

      CREATE TABLE sender_rates (
        identity text PRIMARY KEY,
        per_second double precision NOT NULL CHECK (per_second > 0),
        next_at timestamptz NOT NULL
      );

      CREATE TABLE escalations (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases,
        person_id uuid NOT NULL REFERENCES persons,
        creditor_id uuid NOT NULL REFERENCES creditors,
        enrolment_id uuid,
        origin text NOT NULL,
        queue text NOT NULL,
        reason text NOT NULL,
        priority smallint NOT NULL CHECK (priority BETWEEN 1 AND 5),
        sla_business_days smallint NOT NULL DEFAULT 2,
        status text NOT NULL DEFAULT 'requested' CHECK (status IN ('requested', 'assigned', 'claimed', 'resolved')),
        agent_id uuid REFERENCES agents,
        requested_at timestamptz NOT NULL,
        assigned_at timestamptz,
        due_at timestamptz,
        claimed_at timestamptz,
        resolved_at timestamptz,
        resolution text,
        UNIQUE (case_id, origin)
      );
      CREATE INDEX escalations_open ON escalations (creditor_id, status, priority, requested_at) WHERE status <> 'resolved';
      CREATE INDEX escalations_agent ON escalations (agent_id) WHERE status IN ('assigned', 'claimed');

      CREATE TABLE escalation_runs (
        creditor_id uuid NOT NULL REFERENCES creditors,
        scheduled_for timestamptz NOT NULL,
        assigned integer NOT NULL,
        ran_at timestamptz NOT NULL,
        PRIMARY KEY (creditor_id, scheduled_for)
      );

      CREATE TABLE escalation_notes (
        id uuid PRIMARY KEY,
        escalation_id uuid NOT NULL REFERENCES escalations,
        agent_id uuid NOT NULL REFERENCES agents,
        text text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX escalation_notes_escalation ON escalation_notes (escalation_id, id);

      CREATE TABLE portal_visits (
        id uuid PRIMARY KEY,
        message_id uuid NOT NULL,
        case_id uuid,
        kind text NOT NULL,
        agent_class text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX portal_visits_message ON portal_visits (message_id);

      CREATE TABLE portal_sessions (
        token_hash bytea PRIMARY KEY,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        message_id uuid NOT NULL,
        language char(2) NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );

      CREATE TABLE payment_sessions (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases,
        message_id uuid,
        provider text NOT NULL,
        provider_ref text,
        reference text NOT NULL UNIQUE,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency char(3) NOT NULL,
        status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paid', 'cancelled')),
        created_at timestamptz NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE payment_sessions, portal_sessions, portal_visits, escalation_notes, escalation_runs, escalations,
        sender_rates, seal_progress, seals, policies, decisions, receipts, flights, attempts, legs, messages, wake_ups,
        enrolments, campaign_versions, campaigns;
      DROP FUNCTION refuse_change();
    `);
  }
}
