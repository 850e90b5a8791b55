// Command nc copies its standard input to HOST PORT, and back, as netcat does; without arguments it waits for ever, so that a Pod has
// something to run.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"time"
)

func main() {
	if len(os.Args) < 3 {
		for {
			time.Sleep(time.Hour)
		}
	}
	connection, err := net.Dial("tcp", net.JoinHostPort(os.Args[1], os.Args[2]))
	if err != nil {
		fmt.Fprintln(os.Stderr, "nc:", err)
		os.Exit(1)
	}
	go io.Copy(connection, os.Stdin)
	io.Copy(os.Stdout, connection)
}
