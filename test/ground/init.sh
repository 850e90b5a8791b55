#!/bin/bash
# Process 1 of the ground's own network, mount and process namespaces: init.sh INSTANCE-DIRECTORY NODE-ADDRESS.
# When it ends, the kernel ends everything in them, mounts and rules included.
set -euo pipefail
instance=$1
address=$2

# Own copies of every directory that the node's components share with the machine.
for directory in /run /var/log /var/lib/cni; do
  mkdir -p "$directory"
  mount -t tmpfs tmpfs "$directory"
done
mkdir -p /run/netns /run/kubelet /var/log/pods /var/log/containers /tmp/hostpath_pv
mount --bind "$instance/run/kubelet" /run/kubelet
mount --bind "$instance/volumes" /tmp/hostpath_pv

# The kubelet wants these kernel settings and would write them: they belong to the whole machine, so it gets files instead.
while read -r setting value; do
  echo "$value" > "$instance/sysctl-${setting//\//.}"
  mount --bind "$instance/sysctl-${setting//\//.}" "/proc/sys/$setting"
done <<'SETTINGS'
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
SETTINGS

# A bridge carries the node's address; there is no uplink and no default route: nothing can leave.
ip link set lo up
ip link add node0 type bridge
ip address add "$address/24" dev node0
ip link set node0 up
ip route add 198.19.0.0/16 dev node0
echo 1 > /proc/sys/net/ipv4/ip_forward

touch "$instance/namespaces-ready"
# Nothing to do but to reap what the components leave behind.
while :; do
  sleep 3600 &
  wait $! || true
done
