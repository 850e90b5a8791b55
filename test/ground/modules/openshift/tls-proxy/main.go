// Command tls-proxy stands in for the two proxies of OpenShift: before Elasticsearch, where a client must show a
// certificate; and, in oauth-proxy's place, before Jaeger's query, where nobody is logged in.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
)

// arguments reads --NAME=VALUE and lets pass what it does not know: oauth-proxy has many more.
func arguments() map[string]string {
	values := map[string]string{}
	for _, argument := range os.Args[1:] {
		name, value, _ := strings.Cut(strings.TrimPrefix(argument, "--"), "=")
		values[name] = value
	}
	return values
}

func main() {
	given := arguments()
	upstream, err := url.Parse(given["upstream"])
	if err != nil {
		log.Fatal(err)
	}
	var handler http.Handler = httputil.NewSingleHostReverseProxy(upstream)
	if given["provider"] == "openshift" {
		handler = http.HandlerFunc(login)
	}
	config := &tls.Config{}
	if path := given["client-ca"]; path != "" {
		authority, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		config.ClientCAs, config.ClientAuth = x509.NewCertPool(), tls.RequireAndVerifyClientCert
		config.ClientCAs.AppendCertsFromPEM(authority)
	}
	failed := make(chan error)
	for _, name := range []string{"https-address", "metrics-address"} {
		if address := given[name]; address != "" {
			server := &http.Server{Addr: address, Handler: handler, TLSConfig: config.Clone()}
			go func() { failed <- server.ListenAndServeTLS(given["tls-cert"], given["tls-key"]) }()
		}
	}
	log.Fatal(<-failed)
}

// login is what oauth-proxy answers to whoever has no session.
func login(answer http.ResponseWriter, request *http.Request) {
	if request.URL.Path == "/oauth/healthz" {
		return
	}
	answer.Header().Set("Content-Type", "text/html; charset=utf-8")
	answer.WriteHeader(http.StatusForbidden)
	answer.Write([]byte("<!DOCTYPE html><title>Log In</title><a href=\"/oauth/start\">Log in with OpenShift</a>\n"))
}
