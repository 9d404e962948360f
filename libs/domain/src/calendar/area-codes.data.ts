/**
 * Time zones by area code of the North American numbering plan, for the United States and Canada: one name for all that
 * keep the same clock. Where a code serves places with different clocks, it stands under each of them. From public lists
 * of area codes by state and province (2025); a code that is missing here is taken to be anywhere in its country.
 */
export const AREA_CODES: Readonly<Record<string, string>> = {
  'America/New_York':
    // Connecticut, Delaware, District of Columbia, Florida, Georgia
    '203 475 860 959 302 202 771 239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954 850 448 ' +
    '229 404 470 478 678 706 762 770 912 943 ' +
    // Indiana, Kentucky, Maine, Maryland, Massachusetts, Michigan
    '219 260 317 463 574 765 812 930 502 606 859 270 364 207 227 240 301 410 443 667 339 351 413 508 617 774 781 857 978 ' +
    '231 248 269 313 517 586 616 679 734 810 906 947 989 ' +
    // New Hampshire, New Jersey, New York, North Carolina, Ohio
    '603 201 551 609 640 732 848 856 862 908 973 212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934 ' +
    '252 336 472 704 743 828 910 919 980 984 216 220 234 283 326 330 380 419 436 440 513 567 614 740 937 ' +
    // Pennsylvania, Rhode Island, South Carolina, Tennessee, Vermont, Virginia, West Virginia
    '215 223 267 272 412 445 484 570 582 610 717 724 814 835 878 401 803 821 839 843 854 864 423 865 931 802 ' +
    '276 434 540 571 686 703 757 804 826 948 304 681',
  'America/Chicago':
    // Alabama, Arkansas, Florida, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana
    '205 251 256 334 659 938 327 479 501 870 850 448 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872 ' +
    '219 574 812 930 319 515 563 641 712 316 620 785 913 270 364 225 318 337 504 985 ' +
    // Michigan, Minnesota, Mississippi, Missouri, Nebraska, North Dakota, Oklahoma, South Dakota
    '906 218 320 507 612 651 763 924 952 228 471 601 662 769 235 314 417 557 573 636 660 816 975 308 402 531 701 405 539 572 580 918 605 ' +
    // Tennessee, Texas, Wisconsin
    '423 615 629 731 901 931 210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979 ' +
    '262 274 353 414 534 608 715 920',
  'America/Denver':
    // Arizona (Navajo Nation), Colorado, Idaho, Kansas, Montana, Nebraska, Nevada, New Mexico, North and South Dakota
    '928 303 719 720 970 983 208 986 620 785 406 308 775 505 575 701 605 ' +
    // Oregon, Texas, Utah, Wyoming
    '458 541 432 915 385 435 801 307',
  'America/Phoenix': '480 520 602 623 928',
  'America/Los_Angeles':
    // California
    '209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951 ' +
    // Idaho, Nevada, Oregon, Washington
    '208 986 702 725 775 458 503 541 971 206 253 360 425 509 564',
  'America/Anchorage': '907',
  'America/Adak': '907',
  'Pacific/Honolulu': '808',
  'America/Toronto':
    '226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 807 905 942 263 354 367 418 438 450 468 514 579 581 819 873',
  'America/Winnipeg': '204 431 584 807',
  'America/Regina': '306 474 639',
  'America/Edmonton': '306 474 639 368 403 587 780 825 236 250 257 672 778',
  'America/Vancouver': '236 250 257 604 672 778',
  'America/Halifax': '418 581 367 428 506 782 902 709 879',
  'America/St_Johns': '709 879',
};
