{{- define "jaeger.storageUrl" -}}
{{- with .Values.storage.elasticsearch }}{{ .scheme }}://{{ .host }}:{{ .port }}{{ end -}}
{{- end -}}

{{/* The servers and the cleaner get the same variables, though the cleaner reads the prefix from INDEX_PREFIX only. */}}
{{- define "jaeger.storageEnv" -}}
- name: ES_SERVER_URLS
  value: {{ include "jaeger.storageUrl" . }}
{{- with .Values.storage.elasticsearch.indexPrefix }}
- name: ES_INDEX_PREFIX
  value: {{ . }}
{{- end }}
{{- with .Values.storage.elasticsearch.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "jaeger.adminProbes" -}}
readinessProbe:
  httpGet: { path: /, port: admin }
livenessProbe:
  httpGet: { path: /, port: admin }
{{- end -}}
