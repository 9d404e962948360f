/** Settings of the server that comes with Dunlin: one small machine, nobody else on it. */
export function serverSettings(durable: boolean): Readonly<Record<string, string>> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: '128MB',
    max_wal_size: '1GB',
    // Compiling a statement costs more than our short ones ever take.
    jit: 'off',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Statements and details quote values, and no personal data belongs in a log (I8).
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_min_messages: 'warning',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    ...(durable
      ? { fsync: 'on', synchronous_commit: 'on' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '256MB' }),
  };
}
