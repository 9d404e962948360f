import { DataSource, type EntityMetadata } from 'typeorm';
import { ENTITIES, type Queryable } from '#persistence';

/** One column as entities and schema both tell it, such as "text[] not null, key 1". */
export type Shape = ReadonlyMap<string, string>;

/** What TypeORM's metadata of the entities says about tables and columns, by "table.column". */
export async function shapeOfEntities(url: string): Promise<Shape> {
  const source = await new DataSource({ type: 'postgres', url, entities: ENTITIES }).initialize();
  try {
    const columns = source.entityMetadatas.flatMap((entity) =>
      entity.columns.map((column): [string, string] => {
        const key = entity.primaryColumns.indexOf(column) + 1;
        return [
          `${entity.tableName}.${column.databaseName}`,
          told(typeOf(source, column), column.isNullable, key),
        ];
      }),
    );
    return new Map(columns);
  } finally {
    await source.destroy();
  }
}

function typeOf(source: DataSource, column: EntityMetadata['columns'][number]): string {
  const name = source.driver.normalizeType(column).toLowerCase();
  const length = column.length === '' ? '' : `(${column.length})`;
  return `${name}${length}${column.isArray ? '[]' : ''}`;
}

/** What the database's own catalogue says about them, partitions and the list of migrations apart. */
export async function shapeOfSchema(db: Queryable): Promise<Shape> {
  const { rows } = await db.query<{ name: string; type: string; nullable: boolean; key: number }>(`
    SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
           NOT a.attnotnull AS nullable, coalesce(array_position(k.conkey, a.attnum), 0) AS key
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname <> 'schema_migrations'`);
  return new Map(rows.map(({ name, type, nullable, key }) => [name, told(type, nullable, key)]));
}

function told(type: string, nullable: boolean, key: number): string {
  return `${type}${nullable ? '' : ' not null'}${key > 0 ? `, key ${key}` : ''}`;
}

/** Where entities and schema disagree, in sentences; empty when they agree. */
export function drift(entities: Shape, schema: Shape): string[] {
  const names = [...new Set([...entities.keys(), ...schema.keys()])].sort();
  return names.flatMap((name) => {
    const [ours, theirs] = [entities.get(name), schema.get(name)];
    if (ours === theirs) return [];
    return [`${name}: the entity says ${ours ?? 'nothing'}, the schema says ${theirs ?? 'nothing'}`];
  });
}

/**
 * Everything that migrations make, in words, to compare two states of a schema: columns with their defaults,
 * constraints, indexes, triggers, functions and storage settings.
 */
export async function schemaInWords(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ word: string }>(`
    WITH tables AS (
      SELECT oid, relname, reloptions, pg_get_partkeydef(oid) AS partition_key FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'schema_migrations'
    )
    SELECT 'table ' || relname || coalesce(' by ' || partition_key, '') || coalesce(' with ' || reloptions::text, '') AS word
    FROM tables
    UNION ALL
    SELECT 'column ' || relname || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
           || coalesce(' ' || pg_get_expr(adbin, adrelid), '')
    FROM tables JOIN pg_attribute ON attrelid = oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    UNION ALL
    SELECT 'constraint ' || relname || '.' || conname || ' ' || pg_get_constraintdef(c.oid)
    FROM tables JOIN pg_constraint c ON conrelid = tables.oid
    UNION ALL
    SELECT pg_get_indexdef(indexrelid) FROM tables JOIN pg_index ON indrelid = oid
    UNION ALL
    SELECT pg_get_triggerdef(t.oid) FROM tables JOIN pg_trigger t ON tgrelid = tables.oid AND NOT tgisinternal
    UNION ALL
    SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY 1`);
  return rows.map(({ word }) => word);
}
