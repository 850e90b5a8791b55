import { settingOf, storeSetting, type ComponentWorkload, type Settings } from '../jaeger/index.ts';
import {
  either,
  fileOrigin,
  textOrigin,
  variableOrigin,
  type IdentityOrigins,
  type Origin,
  type Surrounded,
} from './origins.ts';

/** What is taken of a setting: its text, or what the file that it names holds. */
type Take = (name: string) => Origin | undefined;

/** Somebody who asks a store: where it is for them, and as whom they ask. */
export interface StoreUser {
  /** `deployments/jaeger-query`. */
  readonly object: string;
  readonly address: Origin | undefined;
  readonly identity: IdentityOrigins;
}

/**
 * A program of v1, or a tool for retention, whose flags have the same names (1.76): a flag, else the variable that viper makes of its name,
 * of which an empty one counts as none.
 */
export function userOfV1(object: string, settings: Settings, surrounded: Surrounded): Omit<StoreUser, 'address'> {
  const text: Take = (name) => {
    const told = settings.get(name);
    return told === undefined
      ? variableOrigin(surrounded, name.toUpperCase().replaceAll(/[.-]/g, '_'))
      : textOrigin(told, surrounded);
  };
  const file: Take = (name) => {
    const path = settingOf(settings, name);
    return path ? fileOrigin(surrounded, path) : undefined;
  };
  return {
    object,
    identity: {
      name: text('es.username'),
      password: either(text('es.password'), file('es.password-file')),
      token: file('es.token-file'),
      apiKey: file('es.api-key-file'),
      certificate: file('es.tls.cert'),
      key: file('es.tls.key'),
      authority: file('es.tls.ca'),
      serverName: text('es.tls.server-name'),
      skipsVerification: settingOf(settings, 'es.tls.skip-host-verify') === 'true',
    },
  };
}

/** A program of v2, by the backend of its configuration (2.13: internal/storage/elasticsearch/config, and OpenTelemetry's configtls). */
export function userOfV2(object: string, workload: ComponentWorkload, surrounded: Surrounded): StoreUser {
  const setting = (v2: string): string | undefined => storeSetting(workload, { v1: '', v2 });
  const text: Take = (name) => {
    const told = setting(name);
    return told === undefined ? undefined : textOrigin(told, surrounded);
  };
  const file: Take = (name) => {
    const path = setting(name);
    return path ? fileOrigin(surrounded, path) : undefined;
  };
  const authenticator = setting('auth.authenticator');
  const byAuthenticator = (name: string): Origin | undefined => {
    if (authenticator === undefined) return undefined;
    const told = workload.settings.get(`extensions.${authenticator}.client_auth.${name}`);
    // Others sign what they send, for AWS say, with keys that they find in the Pod.
    return told === undefined
      ? { type: 'hidden', where: `the extension ${authenticator}` }
      : textOrigin(told, surrounded);
  };
  return {
    object,
    address: text('server_urls'),
    identity: {
      name: either(text('auth.basic.username'), byAuthenticator('username')),
      password: either(text('auth.basic.password'), file('auth.basic.password_file'), byAuthenticator('password')),
      token: file('auth.bearer_token.file_path'),
      apiKey: file('auth.api_key.file_path'),
      authorization: either(text('custom_headers.Authorization'), text('custom_headers.authorization')),
      certificate: either(text('tls.cert_pem'), file('tls.cert_file')),
      key: either(text('tls.key_pem'), file('tls.key_file')),
      authority: either(text('tls.ca_pem'), file('tls.ca_file')),
      serverName: text('tls.server_name_override'),
      skipsVerification: setting('tls.insecure_skip_verify') === 'true',
    },
  };
}
