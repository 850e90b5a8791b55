module ground/netcat

go 1.26.0
