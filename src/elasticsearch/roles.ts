/**
 * What a role needs for all that is asked here, and no more, as it is made with each of the two. Elasticsearch's `monitor` covers the
 * reading of templates from 8.0 on (ClusterPrivilegeResolver), before that they are unknown to such a role.
 */
const NAME = 'jaeger-retention';

const FOR_ELASTICSEARCH = {
  cluster: ['monitor', 'read_ilm'],
  indices: [{ names: ['*jaeger*'], privileges: ['monitor', 'view_index_metadata'] }],
};

const FOR_OPENSEARCH = {
  cluster_permissions: [
    'cluster_monitor',
    'indices:admin/template/get',
    'indices:admin/index_template/get',
    'cluster:admin/opendistro/ism/policy/get',
    'cluster:admin/opendistro/ism/managedindex/explain',
  ],
  index_permissions: [
    {
      index_patterns: ['*jaeger*'],
      allowed_actions: ['indices_monitor', 'indices:admin/aliases/get', 'indices:admin/data_stream/get'],
    },
  ],
};

/** How the role is made, one line for each of the two where it is not known which it is. */
export const roleHints = (answer: string): readonly string[] => [
  ...(/no permissions for/.test(answer)
    ? []
    : [`Elasticsearch needs this role: PUT _security/role/${NAME} ${JSON.stringify(FOR_ELASTICSEARCH)}`]),
  ...(/is unauthorized for/.test(answer)
    ? []
    : [`OpenSearch needs this role: PUT _plugins/_security/api/roles/${NAME} ${JSON.stringify(FOR_OPENSEARCH)}`]),
];
