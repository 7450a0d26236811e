// A receipt and the keys of an installation that played deploy/demo.toml.
export const policy = `# assay.local/HAM/actions
log assay.local/HAM/actions+ebe76416+ASGvMj9JB8jHlCEOP0lZ3teTk4Yn1KLmc2Oukp9wLe7K https://assay.example/log/actions
# assay.local/HAM/audits
log assay.local/HAM/audits+69a4bcc0+ATVUnSRdnQabqOLvg858M/VXdF85JGZFm+kYyIhlGmr8 https://assay.example/log/audits
# assay.local/HAM/directory
log assay.local/HAM/directory+f6395caa+AcRtm/Q5is4NmAYvmrUWleSiPMVz/OxRmKDyBBex0zjw https://assay.example/log/directory
# assay.local/HAM/scheduling
log assay.local/HAM/scheduling+ed7dd069+Ae/Zfd9Bbu02TnaFXQh/GB6pNMr/viDTYEp4oInAH4fM https://assay.example/log/scheduling
# assay.local/HAM/training
log assay.local/HAM/training+38502fed+AYsGO/Ip8jYgC9H8SXK48eVeFOEMOcTIVDRpe8Ra8wxH https://assay.example/log/training
quorum none
`;
export const receipt = `c2sp.org/tlog-proof@v1
extra AQGOdNaGgHNTmC4StdeSckYABhR4Zf1kAFOweYA1HyXqdFsOhGXi0DG2fLBIV0yZbfH2THMPoqB2
index 190
Bc+tD6Qh542hV7ZEUSiRCwzhrr9p7EZVBpk9oaKB89s=
ubLzQEUf/LGcfZrjvQz1ExHN59snZkUOoJ6B7KFmVBU=
VhViS+AaE+qr4wDmH0+K2E959LXXXUAeGGloeUI4kKc=
c8qU0vqnjZo9MES1a7gii+sLmrCPJjJW0LiEMhjJbdM=
8L69/FNaX2tNEJ5aFV2+a18Su1Mps+C/GJ87rxPV7cc=
Fu0PV/VzM5zJlxhDQLis1AENNF6h1YYm17gaP/5LgDo=
JX6nuRCHYEorGx0nNbpljDCkMc5DTB34sEXf6xvTpjo=
XaLcF7flyrGo4lKUn23CMirZKXTdgbpSGGEU0ey8Qk4=
4I2qSwXVMW//CTTunTV8TvCKXNWOYP2kSSdVhwi60lk=

assay.local/HAM/audits
405
xBSqBwm5gwR+6pNOGo6Zzk6ksU7I0VtwvFheBYS/DHo=

— assay.local/HAM/audits aaS8wAgxwH92jFqUb+BBjTLdS6TSPIyiG+ZbJ3/dN+8NQvqTrs41xvSVdQOBReLVptyx0y2AtZKPGUpeEjM4Z1VczQQ=
`;
