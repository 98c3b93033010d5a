/** The tables of `pluralize.ts`: those of gobuffalo/flect 1.0.3, in its order, which is the order of its rules. `singular:plural`. */

/** Words only as a whole. */
export const EXACT = `
  ox:oxen louse:lice die:dice axis:axes alias:aliases use:uses toe:toes ID:IDs
`;

/** Words, also as the end of others; the last one counts first. */
export const WORDS = `
  aircraft beef bison blues chassis deer fish moose police salmon series sheep shrimp species swine trout tuna you
  child:children foot:feet goose:geese man:men human:humans mouse:mice tooth:teeth woman:women person:people
  adieu:adieux fabliau:fabliaux bureau:bureaus criterion:criteria ganglion:ganglia lexicon:lexica
  mitochondrion:mitochondria noumenon:noumena phenomenon:phenomena taxon:taxa media medium:media stadium:stadiums
  aquarium:aquaria auditorium:auditoria symposium:symposia curriculum:curriculums quota:quotas alumnus:alumni
  bacillus:bacilli cactus:cacti coccus:cocci focus:foci locus:loci nucleus:nuclei octopus:octupuses radius:radii
  syllabus:syllabi corpus:corpora genus:genera alumna:alumnae vertebra:vertebrae differentia:differentiae
  minutia:minutiae vita:vitae larva:larvae postcava:postcavae praecava:praecavae uva:uvae apex:apices codex:codices
  index:indices latex:latices vertex:vertices vortex:vortices appendix:appendices radix:radices helix:helices
  crisis:crises ellipsis:ellipses genesis:geneses oasis:oases thesis:theses testis:testes base:bases basis:bases
  vedalia:vedalias abuse:abuses cause:causes clause:clauses cruse:cruses excuse:excuses fuse:fuses house:houses
  misuse:misuses muse:muses pause:pauses ache:aches topaz:topazes buffalo:buffaloes potato:potatoes tomato:tomatoes
  equipment information jeans money news rice dwarf:dwarfs hoof:hoofs thief:thieves chive:chives hive:hives move:moves
  movie:movies cookie:cookies pretorium:pretoriums agenda:agendas formula:formulas shoe:shoes graffiti
`;

/** Plurals of words above that are taken for singulars. */
export const ONE_WAY = `
  blues ellipses
`;

/** Other plurals of words above. */
export const ALTERNATIVES = `
  beefs fishes salmons shrimps swines trouts tunas adieus bureaux ganglions lexicons mitochondrions stadia
  aquariums auditoriums symposiums curricula alumnuses cactuses focuses locuses nucleuses octopi radiuses corpuses
  apexes codexes indexes latexes vertexes vortexes appendixes radixes helixes buffalos dwarves hooves formulae
`;

/** Endings; the first one counts first. */
export const ENDINGS = `
  tive:tives eaf:eaves oaf:oaves afe:aves arf:arves rfe:rves rf:rves lf:lves fe:ves ay:ays ey:eys oy:oys quy:quies
  uy:uys y:ies eau:eaux bula:bulae dula:bulae lula:bulae nula:bulae vula:bulae hedron:hedra ium:ia seum:seums eum:ea
  oum:oa stracum:straca dum:da elum:ela ilum:ila olum:ola ulum:ula llum:lla ylum:yla imum:ima ernum:erna gnum:gna
  brum:bra crum:cra terum:tera serum:sera trum:tra antum:anta atum:ata entum:enta etum:eta itum:ita otum:ota utum:uta
  ctum:cta ovum:ova trix:trices iasis:iases mesis:meses kinesis:kineses resis:reses gnosis:gnoses opsis:opses ysis:yses
  ouse:ouses lause:lauses us:uses ch:ches io:ios sh:shes ss:sses ez:ezzes iz:izzes tz:tzes zz:zzes ano:anos lo:los
  to:tos oo:oos o:oes x:xes S:Ses
`;

/** What is one word though it is all capitals. */
export const ACRONYMS = `
  ACK ACL ADSL AES ANSI API ARP ATM BGP BSS CCITT CHAP CIDR CIR CLI CMOS CPE CPU CRC CRT CSMA DCE DEC DES DHCP DMI DNS
  DRAM DSL DSLAM DTE EHA EIA EIGRP EOF ESS FCC FCS FDDI FTP GBIC GEPOF HDLC HTML HTTP HTTPS IANA ICMP ID IDF IDS IEEE
  IETF IMAP IP IPS ISDN ISP JSON JWT LACP LAN LAPB LAPF LLC MAC MC MDF MIB MPLS MTU NAC NAT NBMA NIC NRZ NRZI NVRAM OK
  OSI OSPF OUI PAP PAT PC PCM PDU PIM POP3 POTS PPP PPTP PTT PVST RAM RARP RCP RFC RIP RLL ROM RSTP RTP SDLC SFD SFP
  SLARP SLIP SMTP SNA SNAP SNMP SOF SQL SRAM SSH SSID STP SYN TDM TFTP TIA TOFU UDP URI URL USB UTF8 UTP UUID VC VLAN
  VLSM VPN W3C WAN WEP WPA WWW
`;
