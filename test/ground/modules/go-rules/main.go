// Answers questions about rules that are Go's own, one JSON document a line: when a CronJob's schedule is due, by the library that
// Kubernetes uses, and which names an expression matches.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"time"
	_ "time/tzdata"

	"github.com/robfig/cron/v3"
)

type question struct {
	Schedule, Zone string
	After          int64 // milliseconds since 1970, as all times here
	Count          int

	Pattern string
	Names   []string
}

type answer struct {
	Error   string  `json:"error,omitempty"`
	Times   []int64 `json:"times,omitempty"`
	Matched []bool  `json:"matched,omitempty"`
}

func due(asked question) answer {
	schedule, err := cron.ParseStandard(asked.Schedule)
	if err != nil {
		return answer{Error: err.Error()}
	}
	zone, err := time.LoadLocation(asked.Zone)
	if err != nil {
		return answer{Error: err.Error()}
	}
	found := answer{}
	for at := time.UnixMilli(asked.After).In(zone); len(found.Times) < asked.Count; {
		if at = schedule.Next(at); at.IsZero() {
			break
		}
		found.Times = append(found.Times, at.UnixMilli())
	}
	return found
}

func matching(asked question) answer {
	expression, err := regexp.Compile(asked.Pattern)
	if err != nil {
		return answer{Error: err.Error()}
	}
	found := answer{}
	for _, name := range asked.Names {
		found.Matched = append(found.Matched, expression.MatchString(name))
	}
	return found
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		found := matching(asked)
		if asked.Pattern == "" {
			found = due(asked)
		}
		if err := out.Encode(found); err != nil {
			panic(err)
		}
	}
}
