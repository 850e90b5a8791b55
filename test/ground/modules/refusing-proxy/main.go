// Command refusing-proxy stands before an HTTP server, on port 9200, and answers 401 to some requests in its place:
// refusing-proxy URL PATTERN, where PATTERN is a regular expression that is matched with "METHOD /path".
package main

import (
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"regexp"
)

func main() {
	target, err := url.Parse(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	refused := regexp.MustCompile(os.Args[2])
	proxy := httputil.NewSingleHostReverseProxy(target)
	log.Fatal(http.ListenAndServe(":9200", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if refused.MatchString(r.Method + " " + r.URL.Path) {
			w.Header().Set("WWW-Authenticate", `Basic realm="security" charset="UTF-8"`)
			http.Error(w, "Unauthorized", http.StatusUnauthorized)
			return
		}
		proxy.ServeHTTP(w, r)
	})))
}
