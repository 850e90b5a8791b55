module ground/nc

go 1.26.0
