module ground/refusing-proxy

go 1.26.0
